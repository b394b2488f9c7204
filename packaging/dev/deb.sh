#!/usr/bin/env bash
# Makes the three .deb packages in out/deb: deb.sh [--arch amd64|arm64|armhf] [--no-build] [--out DIR] [--version VERSION] [--only agent|controller|cli]
set -euo pipefail
cd "$(dirname "$0")/../.."
. packaging/dev/common.sh

# Modes are the same whoever builds.
umask 022
arch=amd64 BUILD=yes out=out/deb names="agent controller cli"
version=$(sed -n 's:.*<EdgeKubeVersion>\(.*\)</EdgeKubeVersion>.*:\1:p' Directory.Build.props)
while [ $# -gt 0 ]; do
  case $1 in
    --arch) arch=${2:?} && shift 2 ;;
    --no-build) BUILD=no && shift ;;
    --out) out=${2:?} && shift 2 ;;
    --version) version=${2:?} && shift 2 ;;
    --only) names=${2:?} && shift 2 ;;
    *) fail "deb: unknown option \"$1\"; it takes --arch amd64|arm64|armhf, --no-build, --out DIR, --version VERSION and --only NAME" ;;
  esac
done
case $arch in
  amd64) bin=out/bin ;;
  arm64 | armhf) bin=out/bin-$arch ;;
  *) fail "deb: unknown architecture \"$arch\"; it is amd64, arm64 or armhf" ;;
esac
if [ "$BUILD" = no ]; then :; elif packaging/dev/install.sh && [ "$arch" = amd64 ]; then packaging/dev/publish.sh; else
  packaging/dev/publish.sh --arch "$arch" || fail "deb: the native compiler for $arch could not be restored from the package registry, so nothing was built for $arch"
fi

# Files carry the time of the last commit, so that the same sources give the same bytes.
SOURCE_DATE_EPOCH=$(git log -1 --format=%ct 2>/dev/null || echo 1700000000)
export SOURCE_DATE_EPOCH
mkdir -p "$out"

install_common() { # ROOT PACKAGE
  install -d "$1/usr/share/doc/$2"
  { say "Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/"
    say "Upstream-Name: EdgeKube"
    say
    say "Files: *"
    say "Copyright: 2026 EdgeKube developers"
    say "License: Apache-2.0"
    say " On Debian systems the full text is in /usr/share/common-licenses/Apache-2.0."
  } >"$1/usr/share/doc/$2/copyright"
  { say "$2 ($version) unstable; urgency=medium"
    say
    say "  * See the project's history."
    say
    say " -- EdgeKube developers <edgekube@example.org>  $(date -u -R -d "@$SOURCE_DATE_EPOCH")"
  } | gzip -9n >"$1/usr/share/doc/$2/changelog.gz"
}

# The manual pages are what the programs say of themselves; a program for another processor cannot be asked here.
manual() { # ROOT PROGRAM
  [ "$arch" = amd64 ] || return 0
  install -d "$1/usr/share/man/man8"
  "$bin/$2" --print-manual | gzip -9n >"$1/usr/share/man/man8/$2.8.gz"
}

files_agent() {
  install -D -m 0755 "$bin/edgekube-agent" "$1/usr/bin/edgekube-agent"
  install -d "$1/usr/lib/edgekube"
  gzip -9n <out/images/pause.tar >"$1/usr/lib/edgekube/pause.tar.gz"
  install -D -m 0644 packaging/deb/agent/lintian-overrides "$1/usr/share/lintian/overrides/edgekube-agent"
  install -D -m 0644 packaging/deb/agent/agent.yaml "$1/etc/edgekube/agent.yaml"
  install -d "$1/lib/systemd/system"
  install -m 0644 packaging/deb/agent/edgekube-agent.service packaging/deb/agent/edgekube-updater.service packaging/deb/agent/edgekube-updater.path "$1/lib/systemd/system/"
  install -D -m 0755 packaging/deb/agent/updater "$1/usr/lib/edgekube/updater"
  install -D -m 0644 packaging/deb/agent/logind.conf "$1/usr/lib/systemd/logind.conf.d/50-edgekube-agent.conf"
  manual "$1" edgekube-agent
}
files_controller() {
  install -D -m 0755 "$bin/edgekube-controller" "$1/usr/bin/edgekube-controller"
  install -D -m 0644 packaging/deb/controller/lintian-overrides "$1/usr/share/lintian/overrides/edgekube-controller"
  install -D -m 0644 packaging/deb/controller/controller.yaml "$1/etc/edgekube/controller.yaml"
  install -d "$1/lib/systemd/system"
  install -m 0644 packaging/deb/controller/edgekube-controller.service packaging/deb/controller/edgekube-backup.service packaging/deb/controller/edgekube-backup.timer "$1/lib/systemd/system/"
  install -D -m 0755 packaging/deb/controller/backup "$1/usr/lib/edgekube/backup"
  manual "$1" edgekube-controller
}
files_cli() {
  install -D -m 0755 "$bin/edgectl" "$1/usr/bin/edgectl"
  if [ "$arch" = amd64 ]; then
    install -d "$1/usr/share/bash-completion/completions"
    "$bin/edgectl" completion bash >"$1/usr/share/bash-completion/completions/edgectl"
    install -d "$1/usr/share/man/man1"
    "$bin/edgectl" manual | gzip -9n >"$1/usr/share/man/man1/edgectl.1.gz"
  fi
}

build_deb() {
  local name=$1 root
  root=$(mktemp -d) && chmod 0755 "$root"
  "files_$name" "$root"
  install_common "$root" "edgekube-$name"
  install -d -m 0755 "$root/DEBIAN"
  # Formats of the replica that this agent reads and writes: an upgrade that could not be gone back from is refused.
  sed -e "s/@FORMAT@/$(sed -n 's/.*const int FormatVersion = \([0-9]*\);.*/\1/p' agent/EdgeKube.Agent/Replica/ReplicaCodec.cs)/" -e "s/@VERSION@/$version/" -e "s/@ARCH@/$arch/" -e "s/@SIZE@/$(du -sk --apparent-size "$root" | cut -f 1)/" \
    "packaging/deb/$name/control" >"$root/DEBIAN/control"
  for script in postinst prerm postrm; do
    [ ! -f "packaging/deb/$name/$script" ] || install -m 0755 "packaging/deb/$name/$script" "$root/DEBIAN/$script"
  done
  [ ! -d "$root/etc" ] || (cd "$root" && find etc -type f | sed 's:^:/:' >DEBIAN/conffiles)
  (cd "$root" && find . -path ./DEBIAN -prune -o -type f -printf '%P\n' | LC_ALL=C sort | xargs -r md5sum >DEBIAN/md5sums)
  find "$root" -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +
  dpkg-deb --root-owner-group -Zxz --build "$root" "$out/edgekube-${name}_${version}_$arch.deb"
  rm -rf "$root"
}

for name in $names; do step "Packing edgekube-$name ($arch)" build_deb "$name"; done
ls -l "$out" | awk 'NR > 1 { printf "%-45s %6.1f MB\n", $9, $5 / 1e6 }'
