#!/usr/bin/env bash
# Ends a cluster and removes all it made: down.sh [--dir DIR]
set -euo pipefail
cd "$(dirname "$0")/../.."
ROOT=$PWD
. packaging/dev/common.sh
. packaging/dev/cluster.sh

DIR=out/cluster
while [ $# -gt 0 ]; do
  case $1 in
    --dir) DIR=${2:?} && shift 2 ;;
    *) fail "down: unknown option \"$1\"; it takes --dir DIR" ;;
  esac
done
need_root down
DIR=$(cluster_dir "$DIR")

claims_lock
if cluster_load_claim; then
  cluster_own
  claims_unlock
  cluster_end
else
  # Killed before it had a claim, or the machine was started anew since, which ended the cluster.
  [ -e "$DIR/cluster" ] || fail "no cluster in $DIR; ./build.sh up --dir $DIR starts one"
fi
unmount_below "$DIR"
rm -rf "$DIR"
say "The cluster in $DIR is gone."
