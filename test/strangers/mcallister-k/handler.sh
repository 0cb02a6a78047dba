#!/bin/bash
# handler.sh - one of these per client, started by socat. stdin/stdout = the socket.
# Log goes to fd 3 (the server's terminal).

# counter NAME: adds 1 to a counter in the spool, prints the new value (locked)
counter() (
    flock 9
    n=$(( $(cat "$SPOOL/$1" 2>/dev/null || echo 0) + 1 ))
    echo $n > "$SPOOL/$1"
    echo $n
) 9>"$SPOOL/lock"

# 1. check in, and hold until there are two of us. No read before that!
counter connected >/dev/null
echo "[$$] connected: ${SOCAT_PEERADDR:-client}" >&3
until [ "$(cat "$SPOOL/connected" 2>/dev/null)" = 2 ]; do sleep 0.05; done

# 2. one line from the client, put at the end of the journal (append under lock)
IFS= read -r line
( flock 9; echo "$line" >> "$SPOOL/journal" ) 9>"$SPOOL/lock"
echo "[$$] received: $line" >&3

# 3. wait for the journal to have both lines, then answer
until [ "$(wc -l < "$SPOOL/journal")" -ge 2 ]; do sleep 0.05; done
answer="$(sed -n 1p "$SPOOL/journal") received before $(sed -n 2p "$SPOOL/journal")"
echo "$answer"
echo "[$$] sent: $answer" >&3

# 4. check out; second one leaves the flag for server.sh
[ "$(counter finished)" = 2 ] && touch "$SPOOL/done.2"
exit 0
