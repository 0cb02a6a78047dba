#!/usr/bin/perl
# netack.pl - Siobhan O'Brien - CST 311 assignment 2
#
# WHY THREADS: while the server sits in <$sock> for X it cannot hear Y. So there
# are two threads, one for the ears of each client, and a shared array (:shared)
# in which they push what they hear. First in the array = first received.
#
#   server:  netack.pl --listen 9000
#   client:  netack.pl --connect 10.0.0.1:9000 --id X
#            netack.pl --connect 10.0.0.1:9000 --id Y
use strict;
use warnings;
use threads;
use threads::shared;
use IO::Socket::INET;
use Getopt::Long;

$| = 1;
my ($listen, $connect, $id);
GetOptions('listen=i' => \$listen, 'connect=s' => \$connect, 'id=s' => \$id) or die "bad options\n";

my @heard :shared;

if    ($listen)  { server($listen) }
elsif ($connect) { client($connect, uc($id // die "--id X or Y please\n")) }
else             { die "either --listen PORT or --connect HOST:PORT --id X|Y\n" }

# one thread per client runs this
sub ears {
    my ($fd) = @_;
    # sockets can't be shared among Perl threads, file numbers can
    open(my $in, '<&=', $fd) or die "fd $fd: $!";
    my $line = <$in>;
    chomp $line;
    lock(@heard);
    push @heard, $line;
    print "heard    $line\n";
    cond_signal(@heard);
}

sub server {
    my ($port) = @_;
    my $ls = IO::Socket::INET->new(LocalPort => $port, Listen => 2, ReuseAddr => 1, Proto => 'tcp')
        or die "listen: $!\n";
    print "listening on $port\n";
    my @c;
    # both must be connected before we listen to any of them
    while (@c < 2) {
        push @c, scalar $ls->accept;
        print "client ", scalar(@c), " connected from ", $c[-1]->peerhost, "\n";
    }
    my @t = map { threads->create(\&ears, fileno $_) } @c;
    my $ack;
    {
        lock(@heard);
        cond_wait(@heard) while @heard < 2;
        $ack = "$heard[0] received before $heard[1]";
    }
    # tell both
    for my $s (@c) {
        syswrite $s, "$ack\n";
        print "told     $ack\n";
    }
    $_->join for @t;
}

sub client {
    my ($where, $me) = @_;
    my $s = IO::Socket::INET->new(PeerAddr => $where, Proto => 'tcp') or die "connect $where: $!\n";
    print "What does $me say? ";
    my $text = <STDIN>;
    chomp $text;
    print $s "$me: $text\n";        # IO::Socket is autoflush
    print "said     $me: $text\n";
    my $ack = <$s>;
    print "got told $ack";
}
