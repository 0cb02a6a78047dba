<?php
/*
 * Server in PHP: stream_select() over both clients.
 *
 * Multithreading would be needed because a read blocks: while the server waits for one client it
 * cannot hear the other. PHP has no threads here, so stream_select() waits for both at the same
 * time and tells which of them has spoken first.
 */
declare(strict_types=1);

$port = (int) ($argv[1] ?? 12000);
$listener = stream_socket_server("tcp://0.0.0.0:$port");
echo "Listening on $port\n";

/** Gives the lines of all clients in the order in which they came. */
function gather(array $clients): array
{
    $lines = [];
    while ($clients !== []) {
        $ready = $clients;
        $none = null;
        stream_select($ready, $none, $none, null);
        foreach ($ready as $key => $client) {
            $line = trim(fgets($client));
            echo "Received: $line\n";
            $lines[] = $line;
            unset($clients[$key]);
        }
    }
    return $lines;
}

// Both are accepted before either is read.
$clients = [stream_socket_accept($listener, 60), stream_socket_accept($listener, 60)];
[$first, $second] = gather($clients);
$answer = "$first received before $second";
foreach ($clients as $client) {
    fwrite($client, "$answer\n");
    fclose($client);
}
echo "Sent: $answer\n";
