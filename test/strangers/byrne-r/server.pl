#!/usr/bin/perl
# Assignment 2, CST 311                                      Aoife Byrne
#
# Why threads: reading from a socket stops the program until something comes. With one thread I'd have to
# choose whom to read first and could not know who was really first. So there is a thread for X and
# a thread for Y, and a shared array that both push to.
#
# I used two ports so the server knows who is who:   X talks to 7001,  Y talks to 7002
use strict;
use warnings;
use threads;
use threads::shared;
use IO::Socket::INET;

$| = 1;
my %port = (X => 7001, Y => 7002);
my @order :shared;          # "X: Alice", "Y: Bob" in the order they came

# open both doors
my %door;
for my $who (sort keys %port) {
    $door{$who} = IO::Socket::INET->new(
        LocalPort => $port{$who}, Proto => 'tcp', Listen => 1, ReuseAddr => 1,
    ) or die "cannot listen on $port{$who}: $!";
}
print "Listening on 7001 (X) and 7002 (Y)\n";

# X and then Y, if Y is early it just waits in the backlog
my %sock;
for my $who (qw(X Y)) {
    $sock{$who} = $door{$who}->accept;
    print "$who is connected from ", $sock{$who}->peerhost, "\n";
}

# thread body
sub listen_to {
    my ($who) = @_;
    my $line = readline($sock{$who});
    die "$who went away\n" unless defined $line;
    chomp $line;
    lock(@order);
    push @order, "$who: $line";
    print "Message from $who: $line\n";
}

my @t = map { threads->create(\&listen_to, $_) } qw(X Y);
$_->join for @t;            # both messages are in after this

my $ack = "$order[0] received before $order[1]";
for my $who (qw(X Y)) {
    print { $sock{$who} } "$ack\n";
    print "Told $who: $ack\n";
    close $sock{$who};
}
