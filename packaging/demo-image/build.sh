#!/bin/bash
# build.sh OUT.tar [NAME:TAG]: Debian's busybox-static as an OCI archive, so that demos and tests have an image without a registry.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
. "$here/../oci-archive.sh"

out=$(realpath -m "$1")
name=${2:-edgekube.test/busybox:1}
busybox=${BUSYBOX:-/bin/busybox}
rootfs=$(mktemp -d)
trap 'rm -rf "$rootfs"' EXIT
chmod 755 "$rootfs"

mkdir -p "$rootfs"/{bin,etc,home,proc,root,sys,tmp,usr,var/www}
chmod 1777 "$rootfs/tmp"
chmod 700 "$rootfs/root"
install -m 755 "$busybox" "$rootfs/bin/busybox"
for applet in $("$busybox" --list); do
  [ "$applet" = busybox ] || ln -s busybox "$rootfs/bin/$applet"
done
ln -s bin "$rootfs/sbin"
ln -s ../bin "$rootfs/usr/bin"
printf 'root:x:0:0:root:/root:/bin/sh\nnobody:x:65534:65534:nobody:/:/bin/false\n' > "$rootfs/etc/passwd"
printf 'root:x:0:\nnogroup:x:65534:\n' > "$rootfs/etc/group"
chmod 644 "$rootfs/etc/passwd" "$rootfs/etc/group"
pack_oci_archive "$rootfs" "$out" "$name" '{"Env":["PATH=/bin"],"Cmd":["sh"]}'
