#!/usr/bin/env bash
# Debian machines with systemd as PID 1, beside each other on one bridge in a network namespace of their own.
#
#   machine.sh up DIR                     the namespace, with a bridge at 10.98.0.1/24
#   machine.sh boot DIR NAME ADDRESS      boots a machine, new or as it was; returns when systemd has started everything
#   machine.sh run DIR NAME COMMAND...    runs a command in it
#   machine.sh outside DIR COMMAND...     runs a command beside the machines, on their network
#   machine.sh ended DIR NAME             waits until it has switched itself off
#   machine.sh cut DIR NAME               takes its power away: every process ends at once
#   machine.sh down DIR                   ends them all and removes what was made
#
# DIR/NAME/ holds a machine's disk: an overlay over the root file system that rootfs.sh makes, and containerd's own directory.
set -euo pipefail
cd "$(dirname "$0")/../.."
. packaging/dev/common.sh

action=${1:?} DIR=${2:?}
shift 2
TAG=$(basename "$DIR")
NETNS=ekm-${TAG##*-}
HIERARCHIES="cpuset cpu cpuacct memory devices freezer blkio pids systemd unified"

outside() { nsenter --net="/run/netns/$NETNS" "$@"; }

# The machine's own PID 1, as seen from here; nothing when it does not run.
leader() {
  local nspawn
  nspawn=$(cat "$DIR/$1/pid" 2>/dev/null) || return 1
  pgrep -P "$nspawn" | head -n 1 | grep .
}

inside() { # NAME COMMAND...
  local pid
  pid=$(leader "$1") || fail "machine $1 does not run"
  shift
  nsenter -t "$pid" -a "$@"
}

up() {
  mkdir -p "$DIR"
  ip netns add "$NETNS"
  ip -n "$NETNS" link set lo up
  ip -n "$NETNS" link add ekbr type bridge
  ip -n "$NETNS" addr add 10.98.0.1/24 dev ekbr
  ip -n "$NETNS" link set ekbr up
}

# A cgroup of its own in every hierarchy; a cpuset must be given its processors first.
enter_cgroups() { # NAME
  local hierarchy group file
  for hierarchy in $HIERARCHIES; do
    [ -d "/sys/fs/cgroup/$hierarchy" ] || continue
    group=/sys/fs/cgroup/$hierarchy/$NETNS
    mkdir -p "$group/$1"
    if [ "$hierarchy" = cpuset ]; then
      for file in cpuset.cpus cpuset.mems; do
        cat "/sys/fs/cgroup/cpuset/$file" >"$group/$file"
        cat "$group/$file" >"$group/$1/$file"
      done
    fi
    echo "$BASHPID" >"$group/$1/cgroup.procs"
  done
}

mount_disk() { # NAME
  local disk=$DIR/$1
  mountpoint -q "$disk/root" && return
  mkdir -p "$disk/upper" "$disk/work" "$disk/root" "$disk/containerd"
  mount -t overlay overlay -o "lowerdir=$(tests/EdgeKube.Machines/rootfs.sh),upperdir=$disk/upper,workdir=$disk/work" "$disk/root"
  mkdir -p "$disk/root/var/lib/containerd"
  echo "$1" >"$disk/root/etc/hostname"
  printf '127.0.0.1 localhost\n127.0.1.1 %s\n10.98.0.10 controller\n' "$1" >"$disk/root/etc/hosts"
}

# systemd-nspawn ends when its machine reboots: it is started again, until the machine powers off or is cut off.
keep_running() { # NAME ADDRESS
  local code
  while :; do
    (
      enter_cgroups "$1"
      echo "$BASHPID" >"$DIR/$1/pid"
      exec nsenter --net="/run/netns/$NETNS" systemd-nspawn --quiet --kill-signal=SIGRTMIN+3 --directory="$DIR/$1/root" --machine="$1" \
        --register=no --keep-unit --network-bridge=ekbr --capability=all --system-call-filter="@keyring bpf" --resolv-conf=off \
        --setenv=MACHINE_ADDRESS="$2/24" --setenv=MACHINE_GATEWAY=10.98.0.1 --bind="$DIR/$1/containerd:/var/lib/containerd" --console=pipe /opt/init
    ) && code=0 || code=$?
    [ "$code" = 133 ] || break
    echo "rebooted" >>"$DIR/$1/boots"
  done
}

boot() { # NAME ADDRESS
  mkdir -p /run/systemd/nspawn
  mountpoint -q /run/systemd/nspawn || mount -t tmpfs tmpfs /run/systemd/nspawn
  mount_disk "$1"
  rm -f "$DIR/$1/pid"
  # Its output must not keep the pipe of whoever called open.
  keep_running "$1" "$2" >>"$DIR/$1/console.log" 2>&1 </dev/null &
  echo $! >"$DIR/$1/keeper"
  await_start "$1"
}

await_start() { # NAME
  local state= i
  for i in $(seq 900); do
    state=$(inside "$1" systemctl is-system-running 2>/dev/null) || true
    case $state in running | degraded) return ;; esac
    sleep 0.1
  done
  tail -n 30 "$DIR/$1/console.log" >&2
  fail "machine $1 has not started within a minute and a half (${state:-no PID 1})"
}

cut() { # NAME
  local keeper pid
  keeper=$(cat "$DIR/$1/keeper" 2>/dev/null) && kill -9 "$keeper" 2>/dev/null || true
  pid=$(cat "$DIR/$1/pid" 2>/dev/null) || return 0
  # With its PID 1 all processes of the machine end: they live in its PID namespace.
  pgrep -P "$pid" | xargs -r kill -9 2>/dev/null || true
  kill -9 "$pid" 2>/dev/null || true
  while kill -0 "$pid" 2>/dev/null && ! grep -q '^State:.Z' "/proc/$pid/status" 2>/dev/null; do sleep 0.05; done
  rm -f "$DIR/$1/pid"
  # Its end of the cable goes with its namespace, some time later; the next one needs the name now.
  ip -n "$NETNS" link del "vb-$1" 2>/dev/null || true
}

ended() { # NAME
  local keeper i
  keeper=$(cat "$DIR/$1/keeper")
  for i in $(seq 900); do
    if ! kill -0 "$keeper" 2>/dev/null || grep -q '^State:.Z' "/proc/$keeper/status"; then
      rm -f "$DIR/$1/pid"
      return
    fi
    sleep 0.1
  done
  fail "machine $1 has not switched itself off"
}

down() {
  local disk hierarchy
  for disk in "$DIR"/*/; do
    [ -d "$disk" ] || continue
    cut "$(basename "$disk")"
    umount -R -l "$disk/root" 2>/dev/null || true
  done
  for hierarchy in $HIERARCHIES; do
    [ -d "/sys/fs/cgroup/$hierarchy/$NETNS" ] || continue
    find "/sys/fs/cgroup/$hierarchy/$NETNS" -depth -type d -exec rmdir {} + 2>/dev/null || true
  done
  ip netns del "$NETNS" 2>/dev/null || true
  rm -rf "$DIR"
}

need_root "tests/EdgeKube.Machines/machine.sh"
case $action in
  up | down) "$action" ;;
  boot | cut | ended) "$action" "$@" ;;
  run) inside "$@" ;;
  outside) outside "$@" ;;
  wait) await_start "$@" ;;
  *) fail "machine.sh: unknown action \"$action\"" ;;
esac
