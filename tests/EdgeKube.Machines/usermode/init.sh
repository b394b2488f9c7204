#!/bin/sh
# PID 1 of a small machine: no systemd, the host's Debian read-only underneath, and two disks that a power cut may damage.
mount -t proc proc /proc
mount -t sysfs sysfs /sys
mount -t devtmpfs dev /dev 2>/dev/null
mount -t tmpfs tmpfs /run
mount -t tmpfs tmpfs /tmp
ip link set lo up
mount -t ext4 -o noatime /dev/ubda /srv && mount -t ext4 -o noatime /dev/ubdb /media || exit 1
exec /opt/usermode-shell
