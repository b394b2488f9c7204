#!/usr/bin/env bash
# EdgeKube's one command for people who build it. `./build.sh help` lists what it does.
set -euo pipefail
cd "$(dirname "$0")"
ROOT=$PWD
export ROOT
. packaging/dev/common.sh

usage() {
  cat <<'TEXT'
usage: ./build.sh COMMAND [OPTIONS]

  demo                            build, start a cluster, push a manifest over MQTT, show it run; Ctrl-C ends it
  up [--nodes N] [--dir DIR]      the same cluster in the background; `. DIR/env` makes edgectl and mosquitto_pub use it
  down [--dir DIR]                end that cluster and leave nothing behind
  test [SUITE ...]                build and run every test (or the named suites)
  torture [NAME]                  the long forms of the campaigns that `test` runs in short: store, simulation, flaps, recovery, resume, soak, kills, upgrades
  build                           publish edgekube-agent, edgekube-controller and edgectl to out/bin
  deb [--arch amd64|arm64|armhf]  make the .deb packages in out/deb
  clean                           remove out/, bin/ and obj/

DIR is out/cluster unless given. Everything that is missing on a Debian 12 with the .NET 10 SDK is installed by apt (root).
TEXT
}

command=${1:-help}
[ $# -gt 0 ] && shift
case $command in
  demo | up | down | test | torture | deb) exec packaging/dev/"$command".sh "$@" ;;
  build) packaging/dev/install.sh && exec packaging/dev/publish.sh "$@" ;;
  clean) find . -name bin -o -name obj | grep -v node_modules | xargs -r rm -rf && rm -rf out ;;
  help | -h | --help) usage ;;
  *)
    fail "build.sh: unknown command \"$command\"; ./build.sh help lists the commands"
    ;;
esac
