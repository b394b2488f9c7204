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
cluster_load
cluster_down
say "The cluster in $DIR is gone."
