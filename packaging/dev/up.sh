#!/usr/bin/env bash
# Starts a cluster in the background: up.sh [--nodes N] [--dir DIR] [--insecure] [--no-build]
set -euo pipefail
cd "$(dirname "$0")/../.."
ROOT=$PWD
. packaging/dev/common.sh
. packaging/dev/cluster.sh

NODES=1 DIR=out/cluster INSECURE=no BUILD=yes BIN=$ROOT/out/bin
while [ $# -gt 0 ]; do
  case $1 in
    --nodes) NODES=${2:?} && shift 2 ;;
    --dir) DIR=${2:?} && shift 2 ;;
    --insecure) INSECURE=yes && shift ;;
    --no-build) BUILD=no && shift ;;
    *) fail "up: unknown option \"$1\"; it takes --nodes N, --dir DIR, --insecure and --no-build" ;;
  esac
done
[[ $NODES =~ ^[0-9]+$ ]] && [ "$NODES" -ge 1 ] && [ "$NODES" -le 100 ] || fail "up: --nodes \"$NODES\": must be a number from 1 to 100"
need_root up
DIR=$(cluster_dir "$DIR")

if [ "$BUILD" = yes ]; then
  packaging/dev/install.sh
  packaging/dev/publish.sh
fi

claims_lock
[ ! -e "$DIR/cluster" ] || fail "a cluster lives in $DIR already; ./build.sh down --dir $DIR ends it"
# Its contents are removed by down: never adopt a directory that holds something else.
[ ! -d "$DIR" ] || [ -z "$(ls -A "$DIR")" ] || fail "$DIR is not empty; name an empty or new directory with --dir"
mkdir -p "$DIR"
# First of all: from here on down knows that the directory may go.
: >"$DIR/cluster"
mkdir "$DIR/log"
cluster_claim
claims_unlock
undo() {
  trap - EXIT
  unset EDGEKUBE_CLUSTER
  say "Removing what was made; the logs were:" >&2
  tail -n 5 "$DIR"/log/*.log >&2 || true
  cluster_end
  rm -rf "$DIR"
}
trap undo EXIT
# Also what this script runs in the foreground carries the mark: killed, it may leave such a child.
export EDGEKUBE_CLUSTER=$RUN
cluster_save
write_env
controller_config
start_nodes() {
  local k
  network_up
  controller_up
  until_true 20 admin_ready || fail "the controller did not open its doors within 20 s; its log is $DIR/log/controller.log"
  for k in $(seq 1 "$NODES"); do
    node_network_up "$k"
    node_config "$k"
    ln -f out/images/busybox.tar "$DIR/n$k/images/" 2>/dev/null || cp out/images/busybox.tar "$DIR/n$k/images/"
    containerd_up "$k"
    node_join "$k"
    agent_up "$k"
  done
}
nodes_ready() {
  . "$DIR/env"
  for k in $(seq 1 "$NODES"); do
    edgectl get node "n$k" | grep -qw Ready || return 1
  done
}
say "Starting a controller and $NODES node(s) in $DIR ..."
start_nodes
until_true 60 nodes_ready || fail "the nodes were not Ready within 60 s; the logs are in $DIR/log"
touch "$RUN/complete"
trap - EXIT
say "Ready. To use it:  . $DIR/env && edgectl get nodes"
say "To end it:         ./build.sh down --dir $DIR"
