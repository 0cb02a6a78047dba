#!/usr/bin/perl
# Server in Perl: select() over both clients.
#
# Multithreading is what one would use here because a read blocks: a server that waits for one
# client cannot notice that the other has spoken. IO::Select waits for both at once instead, so
# the list of messages is in the order in which they came.
use strict;
use warnings;
use IO::Socket::INET;
use IO::Select;

my $port = shift || 12000;
my $listener = IO::Socket::INET->new(
    LocalPort => $port, Proto => 'tcp', Listen => 2, ReuseAddr => 1,
) or die "cannot listen: $!";
print "The server listens on $port\n";

# Both are accepted before either is read.
my @clients = map { scalar $listener->accept } 1 .. 2;
my @messages = gather(@clients);
my $answer = "$messages[0] received before $messages[1]";
print "Sent: $answer\n";
print {$_} "$answer\n" for @clients;
close $_ for @clients;

# Reads one line of each client, the first to speak first.
sub gather {
    my @all = @_;
    my $select = IO::Select->new(@all);
    my @lines;
    while (@lines < @all) {
        for my $client ($select->can_read) {
            my $line = <$client>;
            chomp $line;
            print "Received: $line\n";
            push @lines, $line;
            $select->remove($client);
        }
    }
    return @lines;
}
