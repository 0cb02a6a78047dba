#!/bin/sh
# Starts a cell: a system of its own, in namespaces of its own, which the kernel removes with it.
#
#   sh start-cell.sh GROUP SCRATCH LAYERS SHARE ARGUMENT…
#
# GROUP is the name of the cell's control group, SCRATCH an empty folder that something is mounted
# on, LAYERS the folders of the system, the uppermost first, as overlayfs wants them, and SHARE a
# folder of this machine that the cell has as /share. enter-cell.sh prints `ready PID` once all is
# there; the cell ends with its standard input, or with the process that started this.
set -eu
group=$1
shift
here=$(cd "$(dirname "$0")" && pwd)

# A group of its own inside of this process's: what the lab makes in the cell stays below it
# (cgroups(7)). Where none can be made, the lab has no control groups there.
mountinfo=$(cat /proc/self/mountinfo)
while IFS=: read -r _ names below; do
  case ",$names," in
    ,,) type=cgroup2 ;;
    *,memory,* | *,pids,* | *,cpu,*) type=cgroup ;;
    *) continue ;;
  esac
  mount=$(echo "$mountinfo" | awk -v type="$type" -v name="$names" '
    { for (at = 7; $at != "-"; at++); }
    $(at + 1) == type && (name == "" || index("," $(at + 3) ",", "," name ",")) { print $5; exit }')
  [ -n "$mount" ] || continue
  folder=$mount$below/$group
  mkdir "$folder" 2>/dev/null && echo $$ >"$folder/cgroup.procs" || :
  # By itself a group counts as one process beside all others of the machine (1024).
  [ ! -e "$folder/cpu.shares" ] || echo 8192 >"$folder/cpu.shares"
done </proc/self/cgroup

exec unshare --mount --pid --fork --kill-child --net --uts --ipc --cgroup \
  sh "$here/enter-cell.sh" "$@"
