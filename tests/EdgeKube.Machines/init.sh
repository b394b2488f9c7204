#!/bin/sh
# The first program of a machine: what systemd-nspawn leaves read-only is made writable, and the network is configured.
for controller in cpu cpuacct cpuset memory devices freezer blkio pids; do
    [ ! -d /sys/fs/cgroup/$controller ] || mount -o remount,bind,rw /sys/fs/cgroup/$controller
done
ip address add "$MACHINE_ADDRESS" dev host0
ip link set host0 up
ip route add default via "$MACHINE_GATEWAY"
exec /lib/systemd/systemd
