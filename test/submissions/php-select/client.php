<?php
// Client in PHP: php client.php HOST PORT MESSAGE sends the message and prints the answer.
$host = $argv[1];
$port = (int) $argv[2];
$message = $argv[3];

$server = stream_socket_client("tcp://$host:$port", $code, $error, 10);
// Left open until the answer came.
fwrite($server, "$message\n");
echo "Sent: $message\n";
echo 'From server: ', fgets($server);
fclose($server);
