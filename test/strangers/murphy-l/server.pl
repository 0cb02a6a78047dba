#!/usr/bin/perl
# server.pl  S. Murphy
# I use threads because the server has to wait for X and Y at once. If it waited for X first and then
# for Y it would always say X was first.
use strict;
use warnings;
use threads;
use threads::shared;
use IO::Socket::INET;

$| = 1;
my @got :shared;

my $srv = IO::Socket::INET->new(LocalPort => 8080, Listen => 2, ReuseAddr => 1, Proto => 'tcp') or die "no socket: $!";
print "server up\n";
my $c1 = $srv->accept;
print "one connected\n";
my $c2 = $srv->accept;
print "two connected\n";

my @t = map { threads->create(\&hear, $_) } ($c1, $c2);
$_->join for @t;

my $reply = "$got[0] received before $got[1]";
for my $c ($c1, $c2) {
    print $c "$reply\n";
    print "-> $reply\n";
    close $c;
}

sub hear {
    my $c = shift;
    my $m = <$c>;
    chomp $m;
    { lock(@got); push @got, $m; print "<- $m\n"; }
}
