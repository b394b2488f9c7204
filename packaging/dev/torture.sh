#!/usr/bin/env bash
# The long forms of the campaigns that `test` runs in short: torture.sh [store|simulation|flaps|recovery|resume|soak|kills|upgrades|powercut|pods|containerd]
set -euo pipefail
cd "$(dirname "$0")/../.."
. packaging/dev/common.sh

name=${1:-all}
store() { EDGEKUBE_STORE_KILLS=5000 dotnet test tests/EdgeKube.Controller.Tests --nologo --filter "FullyQualifiedName~Store"; }
simulation() { EDGEKUBE_SIM_SEEDS=200000 dotnet test tests/EdgeKube.Simulation --nologo; }
end_to_end() { packaging/dev/install.sh && packaging/dev/publish.sh && dotnet test tests/EdgeKube.EndToEnd --nologo --logger "console;verbosity=detailed" --filter "FullyQualifiedName~$1"; }
flaps() { EDGEKUBE_FLAPS=1000 EDGEKUBE_FLAP_PODS=30 end_to_end LinkFlap; }
recovery() { EDGEKUBE_SWARM_NODES=9000 end_to_end Recovery; }
resume() { EDGEKUBE_RESUME_BYTES=1000000 EDGEKUBE_RESUME_RATE=8000 EDGEKUBE_RESUME_SECONDS=20 end_to_end ResumeTests; }
soak() { EDGEKUBE_SOAK_SECONDS=600 end_to_end WatchSoak; }
kills() { EDGEKUBE_WRITE_KILLS=500 end_to_end WriteKill; }
machines() { packaging/dev/install.sh && packaging/dev/publish.sh && dotnet test tests/EdgeKube.Machines --nologo --logger "console;verbosity=detailed" --filter "FullyQualifiedName~$1"; }
# A person with less time than these take says how many.
upgrades() { EDGEKUBE_UPGRADE_KILLS=${EDGEKUBE_UPGRADE_KILLS:-200} machines EverythingKilled; }
powercut() {
  EDGEKUBE_POWER_CUTS=${EDGEKUBE_POWER_CUTS:-500} EDGEKUBE_IDLE_SECONDS=${EDGEKUBE_IDLE_SECONDS:-600} machines PowerCutTests &&
    EDGEKUBE_MACHINE_CUTS=${EDGEKUBE_MACHINE_CUTS:-500} machines WholeMachine
}
pods() { EDGEKUBE_POD_SEEDS=100000 dotnet test tests/EdgeKube.Agent.Tests --nologo --logger "console;verbosity=detailed" --filter "FullyQualifiedName~FaultRunTests"; }
containerd() { EDGEKUBE_CONTAINERD_PODS=30 EDGEKUBE_CONTAINERD_TIMES=6 dotnet test tests/EdgeKube.Agent.Tests --nologo --logger "console;verbosity=detailed" --filter "FullyQualifiedName~ContainerdTroubleTests"; }
case $name in
  all) store && simulation && flaps && recovery && resume && soak && kills && upgrades && powercut && pods && containerd ;;
  store | simulation | flaps | recovery | resume | soak | kills | upgrades | powercut | pods | containerd) "$name" ;;
  *) fail "torture: unknown campaign \"$name\"; it is store, simulation, flaps, recovery, resume, soak, kills, upgrades, powercut, pods or containerd" ;;
esac
