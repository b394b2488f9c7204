#!/usr/bin/env bash
# A machine of its own kernel (User-Mode Linux): killing it loses what it has not written to its disk, as a power cut does.
#
#   usermode.sh up DIR small|whole        small: our programs on the host's Debian, and disks at /srv (agent) and /media (controller). whole: Debian with systemd and our
#                                         packages from DIR/packages on a disk (those in DIR/later only lie in /opt), with cgroup v2 alone
#   usermode.sh boot DIR [ARGUMENT...]    boots it, with more arguments for its kernel; returns when it takes commands
#   usermode.sh run DIR COMMAND           runs a line of shell in it
#   usermode.sh cut DIR                   takes its power away
#   usermode.sh down DIR                  cuts it, and removes what was made
set -euo pipefail
cd "$(dirname "$0")/../.."
. packaging/dev/common.sh

action=${1:?} DIR=${2:?}
shift 2
MEMORY=768M
MODULES=$(ls -d /usr/lib/uml/modules/* 2>/dev/null | head -n 1)

up() { # small|whole
  mkdir -p "$DIR/uml" "$DIR/channel" "$DIR/upper/opt" "$DIR/work" "$DIR/root"
  echo "$1" >"$DIR/kind"
  install -m 0755 tests/EdgeKube.Machines/usermode/shell.sh "$DIR/upper/opt/usermode-shell"
  install -m 0755 tests/EdgeKube.Machines/usermode/init.sh "$DIR/upper/opt/usermode-init"
  mount -t overlay overlay -o "lowerdir=$(tests/EdgeKube.Machines/rootfs.sh),upperdir=$DIR/upper,workdir=$DIR/work" "$DIR/root"
  "make_$1"
}

make_small() {
  # Not as links: they would lead nowhere in there.
  install -m 0755 out/bin/edgekube-agent out/bin/edgekube-controller out/bin/edgectl "$DIR/root/usr/bin/"
  mkfs.ext4 -q "$DIR/disk" 64M
  mkfs.ext4 -q "$DIR/disk2" 96M
}

make_whole() {
  local root=$DIR/root
  cp "$DIR"/packages/*.deb "$root/opt/"
  chroot "$root" sh -c 'dpkg --install /opt/edgekube-*.deb && rm /opt/edgekube-*.deb'
  ! ls "$DIR"/later/*.deb >/dev/null 2>&1 || cp "$DIR"/later/*.deb "$root/opt/"
  mkdir -p "$root/lib/modules" "$root/etc/systemd/system/multi-user.target.wants"
  cp -a "$MODULES" "$root/lib/modules/"
  cp tests/EdgeKube.Machines/usermode/shell.service "$root/etc/systemd/system/usermode-shell.service"
  ln -sf ../usermode-shell.service "$root/etc/systemd/system/multi-user.target.wants/"
  # Chosen for the whole system: its kernel has no nftables that CNI's plugins could use.
  chroot "$root" update-alternatives --set iptables /usr/sbin/iptables-legacy
  chroot "$root" update-alternatives --set ip6tables /usr/sbin/ip6tables-legacy
  mkdir -p "$root/var/lib/edgekube/images"
  cp out/images/busybox.tar "$root/var/lib/edgekube/images/"
  echo usermode >"$root/etc/hostname"
  printf '127.0.0.1 localhost usermode\n' >"$root/etc/hosts"
  # Devices that this kernel makes by itself, and checks that nobody waits for: a third of a boot.
  for unit in systemd-udev-trigger e2scrub_reap modprobe@drm modprobe@configfs modprobe@fuse modprobe@efi_pstore modprobe@loop modprobe@dm_mod; do
    ln -sf /dev/null "$root/etc/systemd/system/$unit.service"
  done
  # The controller runs when a test says so: nodes have to come back without it.
  mkdir -p "$root/etc/systemd/system/edgekube-controller.service.d"
  printf '[Unit]\nConditionPathExists=/run/controller-wanted\n' >"$root/etc/systemd/system/edgekube-controller.service.d/test.conf"
  printf 'trustClock: true\n' >>"$root/etc/edgekube/controller.yaml"
  printf 'podPidsLimit: 40\nreconnectWait: 2s\n' >>"$root/etc/edgekube/agent.yaml"
  mkfs.ext4 -q -d "$root" "$DIR/disk" 1600M
  umount "$root"
}

boot() { # ARGUMENT...
  local root i
  rm -rf "$DIR/channel"
  mkdir -p "$DIR/channel/in" "$DIR/channel/out"
  case $(cat "$DIR/kind") in
    small) root="ubd1=$DIR/disk2 root=/dev/root rootfstype=hostfs rootflags=$DIR/root ro init=/opt/usermode-init" ;;
    whole) root="root=/dev/ubda rw" ;;
  esac
  # A process group of its own: its kernel has a process here for each process there.
  TMPDIR=/dev/shm setsid linux.uml "mem=$MEMORY" "ubd0=$DIR/disk" "uml_dir=$DIR/uml" $root con=null con0=null,fd:1 ssl=null quiet "ekdir=$DIR/channel" "$@" </dev/null >>"$DIR/console.log" 2>&1 &
  echo $! >"$DIR/pid"
  for i in $(seq 2400); do
    [ ! -e "$DIR/channel/ready" ] || return 0
    kill -0 "$(cat "$DIR/pid")" 2>/dev/null || break
    sleep 0.1
  done
  tail -n 30 "$DIR/console.log" >&2
  fail "the machine in $DIR has not booted"
}

run() { # COMMAND
  local name
  name=$(date +%s%N)-$BASHPID.sh
  printf 'exec 2>&1\nexport PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root\n%s\n' "$1" >"$DIR/channel/$name.new"
  mv "$DIR/channel/$name.new" "$DIR/channel/in/$name"
  until [ -e "$DIR/channel/out/$name.code" ]; do
    kill -0 "$(cat "$DIR/pid" 2>/dev/null)" 2>/dev/null || fail "the machine in $DIR does not run"
    sleep 0.05
  done
  cat "$DIR/channel/out/$name.text"
  return "$(cat "$DIR/channel/out/$name.code")"
}

cut() {
  local pid
  pid=$(cat "$DIR/pid" 2>/dev/null) || return 0
  kill -9 -- "-$pid" 2>/dev/null || true
  while kill -0 -- "-$pid" 2>/dev/null && pgrep -g "$pid" -r DRSTW >/dev/null; do sleep 0.02; done
  rm -f "$DIR/pid"
}

down() {
  cut
  umount -l "$DIR/root" 2>/dev/null || true
  rm -rf "$DIR"
}

need_root "tests/EdgeKube.Machines/usermode.sh"
case $action in
  up | boot | run | cut | down) "$action" "$@" ;;
  *) fail "usermode.sh: unknown action \"$action\"" ;;
esac
