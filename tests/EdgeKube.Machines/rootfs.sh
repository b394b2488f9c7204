#!/usr/bin/env bash
# Prints the path of a Debian root file system with systemd and containerd, made by debootstrap when it is not in the cache:
#   ${EDGEKUBE_CACHE:-/var/cache/edgekube-build}/debian-bookworm-N, N being the number of its recipe, below.
set -euo pipefail
cd "$(dirname "$0")/../.."
. packaging/dev/common.sh

RECIPE=1
PACKAGES=systemd,systemd-sysv,dbus,udev,iproute2,nftables,iptables,procps,kmod,ca-certificates,adduser,containerd,runc,containernetworking-plugins,libsqlite3-0,libssl3,libsystemd0

cache=${EDGEKUBE_CACHE:-/var/cache/edgekube-build}
root=$cache/debian-bookworm-$RECIPE
need_root "tests/EdgeKube.Machines/rootfs.sh"
mkdir -p "$cache"
exec 9>"$cache/lock"
flock 9

make_root() {
  rm -rf "$root.new"
  debootstrap --variant=minbase --include="$PACKAGES" bookworm "$root.new"
  rm -rf "$root.new"/var/cache/apt/archives/*.deb "$root.new"/etc/machine-id
  : >"$root.new/etc/machine-id"
  # Debian's own configuration, and one line for hosts without CAP_SYS_RESOURCE, where runc cannot lower an OOM score.
  sed -i 's/^  \[plugins."io.containerd.grpc.v1.cri"\]$/&\n    restrict_oom_score_adj = true/' "$root.new/etc/containerd/config.toml"
  grep -q restrict_oom_score_adj "$root.new/etc/containerd/config.toml"
  install -m 0755 tests/EdgeKube.Machines/init.sh "$root.new/opt/init"
  mv -T "$root.new" "$root"
}

[ -d "$root" ] || step "Making a Debian in $root" make_root >&2
say "$root"
