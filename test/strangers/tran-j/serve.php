<?php
// serve.php  --  relays lines between two clients
// usage: php serve.php [port]

declare(strict_types=1);

final class Chatroom
{
    /** @var resource[] the two streams, key is 0 and 1 */
    private array $streams = [];
    /** @var string[] letter of each stream, from the NAME line */
    private array $letters = [];

    public function __construct(private int $port) {}

    /** wait until two people are in the room; nothing is read here */
    public function fill(): void
    {
        $srv = stream_socket_server("tcp://0.0.0.0:{$this->port}", $no, $err)
            or exit("could not listen: $err\n");
        echo "listening on {$this->port}\n";
        while (count($this->streams) < 2) {
            $c = @stream_socket_accept($srv, 3600, $who);
            if ($c === false) continue;
            echo "+ $who\n";
            $this->streams[] = $c;
        }
        fclose($srv);
    }

    /** the loop: select, read one line, give it to the other one */
    public function talk(): void
    {
        while (true) {
            $r = $this->streams;
            $w = $e = null;
            // stream_select keeps the keys, so I know who it is
            if (stream_select($r, $w, $e, null) === false) return;
            foreach ($r as $i => $s) {
                do {
                    $line = fgets($s);
                    if ($line === false) return;        // gone
                    $line = rtrim($line, "\r\n");
                    if (!isset($this->letters[$i])) {
                        $this->letters[$i] = substr($line, 5);   // NAME X
                        continue;
                    }
                    $out = "{$this->letters[$i]}: $line";
                    echo "received from {$this->letters[$i]}: $line\n";
                    fwrite($this->streams[1 - $i], $out . "\n");
                    echo "sent to the other: $out\n";
                    if ($line === 'Bye') return;
                    // there can be more lines in PHP's buffer, select does not see these
                } while (stream_get_meta_data($s)['unread_bytes'] > 0);
            }
        }
    }

    public function close(): void
    {
        foreach ($this->streams as $s) fclose($s);
        echo "closed\n";
    }
}

$room = new Chatroom((int) ($argv[1] ?? 8765));
$room->fill();
$room->talk();
$room->close();
