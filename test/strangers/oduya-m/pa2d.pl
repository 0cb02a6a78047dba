#!/usr/bin/perl -w
# pa2d.pl - P. Oduya
#
# Needs multithreading since two clients talk to the server at once and <$sock> blocks; one thread
# for each lets the server hear both. (perl -V:useithreads must say 'define')
use strict;
use threads;
use threads::shared;
use IO::Socket::INET;

$| = 1;
my $port = shift || 5151;
my %said  :shared;      # letter => message
my @order :shared;      # letters in order of arrival

my $srv = IO::Socket::INET->new(LocalPort => $port, Listen => 5, Reuse => 1, Proto => 'tcp')
    or die "listen: $!";
print "pa2d: port $port\n";

# both connections first
my @c = map { my $s = $srv->accept; print "pa2d: connect ", $s->peerhost, "\n"; $s } 1 .. 2;

# thread: one line from one client. line is "LETTER message"
sub hear {
    my $fh = shift;
    my $line = <$fh>;
    chomp $line;
    my ($l, $m) = split ' ', $line, 2;
    lock(%said);
    $said{$l} = $m;
    push @order, $l;
    print "pa2d: got $l: $m\n";
}
my @t = map { my $s = $_; threads->create(\&hear, $s) } @c;
$_->join for @t;

# who was first?
print "pa2d: first was $order[0]\n";
my $ack = "X: $said{X} received before Y: $said{Y}";
for my $s (@c) {
    print $s "$ack\n";
    print "pa2d: sent $ack\n";
    close $s;
}
