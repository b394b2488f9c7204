#!/usr/bin/env bash
# The long forms of the campaigns that `test` runs in short: torture.sh [store|simulation]
set -euo pipefail
cd "$(dirname "$0")/../.."
. packaging/dev/common.sh

name=${1:-all}
store() { EDGEKUBE_STORE_KILLS=5000 dotnet test tests/EdgeKube.Controller.Tests --nologo --filter "FullyQualifiedName~Store"; }
simulation() { EDGEKUBE_SIM_SEEDS=40000 dotnet test tests/EdgeKube.Simulation --nologo; }
case $name in
  all) store && simulation ;;
  store | simulation) "$name" ;;
  *) fail "torture: unknown campaign \"$name\"; it is store or simulation" ;;
esac
