#!/usr/bin/env bash
# The whole thing, from nothing to running pods, in front of one's eyes; Ctrl-C removes all of it.
set -euo pipefail
cd "$(dirname "$0")/../.."
. packaging/dev/common.sh
build=
while [ $# -gt 0 ]; do
  case $1 in
    --no-build) build=--no-build && shift ;;
    *) fail "demo: unknown option \"$1\"; it takes --no-build" ;;
  esac
done
need_root demo

dir=$(mktemp -d /tmp/edgekube-demo.XXXXXX)
finish() {
  trap - EXIT INT TERM
  [ ! -e "$dir/cluster" ] || packaging/dev/down.sh --dir "$dir"
  rm -rf "$dir"
}
trap finish EXIT
trap 'say; exit 0' INT TERM

packaging/dev/up.sh --dir "$dir" $build
. "$dir/env"

say
say "Publishing packaging/demo/web.yaml over MQTT with mosquitto_rr (any MQTT client will do):"
mosquitto_rr -t edgekube/v1/user:admin/apply -e edgekube/v1/user:admin/results -W 10 -m "$(cat packaging/demo/web.yaml)"
say
say "And packaging/demo/sensor.yaml with edgectl:"
edgectl apply -f packaging/demo/sensor.yaml

running() { [ "$(edgectl get pods --no-headers 2>/dev/null | grep -c ' Running ')" = 4 ]; }
wait_running() { # progress, then the table
  local i
  for ((i = 0; i < 600; i++)); do
    if running; then return; fi
    [ $((i % 20)) -ne 19 ] || printf '.'
    read -r -t 0.1 <> <(:) || true
  done
  edgectl get pods >&2
  fail "the pods were not Running within 60 s; the logs are in $dir/log"
}
say
say "Waiting for 4 pods ..."
wait_running
edgectl get deployments
say
edgectl get pods -o wide
say
say "The log of one of them (edgectl logs deployment/web --tail 3):"
edgectl logs deployment/web --tail 3
cat <<TEXT

It runs until Ctrl-C. In another terminal:  . $dir/env
and then, for example:

  edgectl scale deployment web --replicas 5
  edgectl logs -f sensor -c reader
  edgectl describe pod sensor
TEXT
# Waits for a signal without doing anything.
while :; do read -r -t 3600 <> <(:) || true; done
