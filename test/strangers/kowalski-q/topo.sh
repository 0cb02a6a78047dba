#!/bin/sh
# starts mininet with 1 switch and 3 hosts and opens the terminals
sudo mn --topo single,3 -x
