#!/bin/busybox sh
# Called by udhcpc with what DHCP said: gives eth0 that address. (udhcpc's script protocol.)
b=/bin/busybox
case "$1" in
  bound | renew)
    $b ip link set "$interface" up
    $b ip addr replace "$ip/$mask" dev "$interface"
    for gateway in $router; do
      $b ip route replace default via "$gateway" dev "$interface"
      break
    done
    for server in $dns; do echo "nameserver $server"; done >/etc/resolv.conf
    ;;
  deconfig) $b ip link set "$interface" up ;;
esac
