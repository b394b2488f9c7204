#!/usr/bin/env bash
# Publishes the three programs as native AOT to out/bin and packs the pause and demo images to out/images.
# usage: publish.sh [--arch amd64|arm64|armhf]
set -euo pipefail
cd "$(dirname "$0")/../.."
. packaging/dev/common.sh

arch=amd64
[ "${1:-}" = --arch ] && arch=$2
case $arch in
  amd64) rid=linux-x64 bin=out/bin ;;
  arm64) rid=linux-arm64 bin=out/bin-arm64 ;;
  armhf) rid=linux-arm bin=out/bin-armhf ;;
  *) fail "publish: unknown architecture \"$arch\"; it is amd64, arm64 or armhf" ;;
esac
mkdir -p "$bin" out/images

# Native compilation takes half a minute each: only what changed is compiled again.
is_current() { # PROJECT BINARY
  [ -x "$2" ] && [ -z "$(find "$1" shared Directory.*.props Directory.Build.targets \( -name bin -o -name obj \) -prune -o -type f -newer "$2" -print -quit)" ]
}

publish() {
  local project=$1 name=$2 stage=out/publish/$2-$arch
  is_current "$project" "$bin/$name" && return
  dotnet publish "$project" -c Release -r "$rid" -v q -nologo -o "$stage" &&
    cp "$stage/$name" "$bin/.$name.new" && mv -f "$bin/.$name.new" "$bin/$name"
}

# What packs an archive decides its bytes too.
is_packed() { # SOURCE IMAGE
  [ -f "$2" ] && [ -z "$(find "$1" packaging/oci-archive.sh -type f -newer "$2" -print -quit)" ]
}

is_packed packaging/pause out/images/pause.tar || step "Packing the pause image" packaging/pause/build.sh out/images/pause.tar
is_packed packaging/demo-image out/images/busybox.tar || step "Packing the demo image" packaging/demo-image/build.sh out/images/busybox.tar
step "Publishing edgekube-controller ($arch)" publish controller/EdgeKube.Controller edgekube-controller
step "Publishing edgekube-agent ($arch)" publish agent/EdgeKube.Agent edgekube-agent
step "Publishing edgectl ($arch)" publish controller/EdgeKube.Cli edgectl
