#!/usr/bin/perl
# perl client.pl          asks for everything
use strict;
use warnings;
use IO::Socket::INET;
$| = 1;

sub ask { my ($q) = @_; print $q; my $a = <STDIN>; defined $a or exit; chomp $a; return $a }

my $server = ask("Where is the server (address)? ");
my $who    = uc ask("Are you X or Y? ");
my %port   = (X => 7001, Y => 7002);      # the port says who we are
die "X or Y, not $who\n" unless $port{$who};

my $s = IO::Socket::INET->new(PeerAddr => $server, PeerPort => $port{$who}, Proto => 'tcp')
    or die "cannot connect: $!\n";
my $msg = ask("What do you want to say? ");
print $s "$msg\n";                         # IO::Socket autoflushes
print "I said: $msg\n";

my $answer = <$s>;                         # blocks until the other one has spoken too
print "Server said: $answer" if defined $answer;
