#!/usr/bin/env bash
# Installs what is missing of the Debian packages that building, the demo and the tests use. Says nothing when all is there.
set -euo pipefail
cd "$(dirname "$0")/../.."
. packaging/dev/common.sh

PACKAGES="gcc libc6-dev zlib1g-dev binutils containerd runc containernetworking-plugins iptables iproute2 nftables util-linux procps
  libsqlite3-0 libssl3 libsystemd0 mosquitto mosquitto-clients busybox-static faketime lintian dpkg-dev fakeroot docker-registry skopeo nodejs debootstrap systemd-container python3-kubernetes etcd-server user-mode-linux uml-utilities e2fsprogs"

missing=
for package in $PACKAGES; do
  # A program that came without its package (node from elsewhere) is as good.
  [ "$package" = nodejs ] && command -v node npm >/dev/null 2>&1 && continue
  dpkg-query -W -f='${Status}\n' "$package" 2>/dev/null | grep -q 'ok installed' || missing="$missing $package"
done
command -v dotnet >/dev/null 2>&1 || fail "the .NET 10 SDK is not on PATH; install it first"
[ -z "$missing" ] && exit 0
[ "$(id -u)" = 0 ] || fail "missing packages:$missing; run as root, or: apt-get install$missing"

# An archives directory of our own, and patience with the lock: another apt may be running.
archives=$(mktemp -d)
trap 'rm -rf "$archives"' EXIT
mkdir -p "$archives/partial"
export DEBIAN_FRONTEND=noninteractive
apt_install() {
  apt-get update -q && apt-get install -y -q --no-install-recommends \
    -o Dir::Cache::archives="$archives/" -o DPkg::Lock::Timeout=300 $missing
}
step "Installing$(echo $missing | sed 's/^/ /')" apt_install
