#!/bin/bash
# image.sh REPOSITORY OUT.tar NAME:TAG CONFIG_JSON: busybox as an image of that name, with bash as its shell, as in what was recorded; /agnhost does what little of that program the recordings look at.
set -euo pipefail
. "$1/packaging/oci-archive.sh"
rootfs=$(mktemp -d /tmp/ek-image.XXXXXX)
trap 'rm -rf "$rootfs"' EXIT
chmod 755 "$rootfs"
mkdir -p "$rootfs"/{bin,etc,home,proc,root,sys,tmp,usr/share,var/run}
chmod 1777 "$rootfs/tmp"
install -m 755 /bin/busybox "$rootfs/bin/busybox"
for applet in $(/bin/busybox --list); do
  [ "$applet" = busybox ] || ln -s busybox "$rootfs/bin/$applet"
done
ln -sf bash "$rootfs/bin/sh"
install -m 755 /bin/bash "$rootfs/bin/bash"
ldd /bin/bash | grep -o '/[^ ]*' | while read -r library; do
  install -D -m 755 "$library" "$rootfs$library"
done
printf 'root:x:0:0:root:/root:/bin/sh\nuser-defined-in-image:x:1000:1000::/home:/bin/sh\n' >"$rootfs/etc/passwd"
printf 'root:x:0:\nuser-defined-in-image:x:1000:\ngroup-defined-in-image:x:50000:user-defined-in-image\n' >"$rootfs/etc/group"
cat >"$rootfs/agnhost" <<'AGNHOST'
#!/bin/sh
case $1 in
  entrypoint-tester) echo "[$0 $*]" ;;
  liveness)
    started=$(date +%s)
    printf '#!/bin/sh\nread -r line\nif [ $(($(date +%%s) - %s)) -lt 10 ]; then echo "HTTP/1.1 200 OK"; else echo "HTTP/1.1 500 Internal Server Error"; fi\nprintf "Connection: close\\r\\n\\r\\n"\n' "$started" >/tmp/answer
    chmod 755 /tmp/answer
    # As that program ends at SIGTERM.
    trap 'exit 2' TERM
    nc -ll -p 8080 -e /tmp/answer &
    wait
    ;;
esac
AGNHOST
chmod 755 "$rootfs/agnhost"
pack_oci_archive "$rootfs" "$2" "$3" "$4"
