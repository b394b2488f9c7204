#!/bin/bash
# build.sh OUT.tar [NAME:TAG]: the pause image as an OCI archive. Needs gcc, tar and sha256sum.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
. "$here/../oci-archive.sh"

out=$(realpath -m "$1")
name=${2:-edgekube.io/pause:1}
rootfs=$(mktemp -d)
trap 'rm -rf "$rootfs"' EXIT
chmod 755 "$rootfs"

${CC:-gcc} -static -nostdlib -ffreestanding -fno-pie -no-pie -fno-stack-protector -fno-asynchronous-unwind-tables -fomit-frame-pointer -Os -s -Wall -Wextra -Werror \
  -Wl,--build-id=none -Wl,-z,noseparate-code -o "$rootfs/pause" "$here/pause.c"
chmod 755 "$rootfs/pause"
pack_oci_archive "$rootfs" "$out" "$name" '{"Entrypoint":["/pause"],"User":"65535:65535"}'
