#!/bin/sh
# Gradescope runs this once, as root, while it builds the autograder's image ("Autograder
# Specifications"): installs Mininet, the walls, Node, and the packages of the lab.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
export DEBIAN_FRONTEND=noninteractive
apt-get update
apt-get install -y --no-install-recommends ca-certificates npm gcc g++ make default-jdk-headless
sh "$here/mininet-lab/lab/boxes/provision.sh"
# Ubuntu's own Node may be too old; npm carries newer ones.
if ! node -e 'process.exit(Number(process.versions.node.split(".")[0]) >= 20 ? 0 : 1)'; then
  npm install --prefix /opt/lab-node --no-audit --no-fund node@22
  ln -sf /opt/lab-node/node_modules/node/bin/node /usr/local/bin/node
fi
cd "$here/mininet-lab"
npm ci --omit=dev --ignore-scripts --no-audit --no-fund
