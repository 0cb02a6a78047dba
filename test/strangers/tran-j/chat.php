<?php
// chat.php <server> <X|Y>
[, $host, $letter] = $argv + [null, '10.0.0.1', 'X'];

$s = stream_socket_client("tcp://$host:8765", $no, $err) or exit("$err\n");
fwrite($s, "NAME $letter\n");
echo "Hello $letter\n";

$in = [STDIN, $s];
while (true) {
    $r = $in;
    $w = $e = null;
    stream_select($r, $w, $e, null);
    foreach ($r as $x) {
        $l = fgets($x);
        if ($x === $s) {
            if ($l === false) exit("connection closed\n");
            echo "received  ", $l;
        } elseif ($l === false) {
            $in = [$s];                  // keyboard closed
        } else {
            fwrite($s, $l);
            echo "sent      $letter: ", $l;
        }
    }
}
