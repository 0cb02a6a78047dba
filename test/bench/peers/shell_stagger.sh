#!/bin/sh
# Two things told to happen $1 ms apart, as a shell does it: prints when each did, in ns.
{ sleep 0.05; date +%s%N; } &
{ sleep "$(awk "BEGIN { print 0.05 + $1 / 1000 }")"; date +%s%N; } &
wait
