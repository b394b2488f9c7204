# Sourced: one cluster on this machine. A controller in the host's namespace, and N nodes, each with a network
# namespace, a containerd and an agent of its own.
#
#   DIR/                 what would be on a disk: databases, replicas, images, logs, env
#   /run/ek-ID/          what a boot would remove: sockets, pid files, containerd's state
#   ek-ID-nK             a node's network namespace, and its cgroup prefix in every hierarchy
#   10.199.X.0/24        the cluster's own link between the controller (.1) and its nodes (.11, .12, ...)
#
# ID is X in hexadecimal: the number of a subnet that this cluster holds as long as /run/ek-ID exists.

cluster_dir() { readlink -m "$1"; }

# Takes the first free subnet; mkdir is what makes two starts at once take two.
cluster_claim() {
  local n
  for n in $(seq 1 250); do
    ID=$(printf '%02x' "$n")
    if mkdir "/run/ek-$ID" 2>/dev/null; then
      SUBNET=10.199.$n RUN=/run/ek-$ID BRIDGE=ekb$ID PORT=$((21800 + n))
      return
    fi
  done
  fail "no free cluster number: 250 directories /run/ek-* exist; ./build.sh down --dir DIR removes a cluster's"
}

cluster_save() {
  cat >"$DIR/cluster" <<TEXT
ID=$ID
SUBNET=$SUBNET
RUN=$RUN
BRIDGE=$BRIDGE
PORT=$PORT
NODES=$NODES
BIN=$BIN
TEXT
}

cluster_load() {
  [ -f "$DIR/cluster" ] || fail "no cluster in $DIR; ./build.sh up --dir $DIR starts one"
  . "$DIR/cluster"
}

# start NAME COMMAND...: in the background, in its own session, log appended to DIR/log/NAME.log, pid in RUN/NAME.pid.
start() {
  local name=$1
  shift
  setsid "$@" </dev/null >>"$DIR/log/$name.log" 2>&1 &
  echo $! >"$RUN/$name.pid"
}

pid_of() { cat "$RUN/$1.pid" 2>/dev/null || true; }

# alive NAME: the process is there and is no zombie.
alive() {
  local pid
  pid=$(pid_of "$1")
  [ -n "$pid" ] && [ -d "/proc/$pid" ] && ! grep -q '^State:.Z' "/proc/$pid/status" 2>/dev/null
}

# until_true SECONDS COMMAND...: looks ten times a second.
until_true() {
  local limit=$(($1 * 10)) i
  shift
  for ((i = 0; i < limit; i++)); do
    "$@" >/dev/null 2>&1 && return
    read -r -t 0.1 <> <(:) || true
  done
  return 1
}

# end NAME [SIGNAL]: ends what start began, by its pid, and waits for it; SIGKILL after 15 s.
end() {
  local name=$1 signal=${2:-TERM} pid
  pid=$(pid_of "$name")
  [ -n "$pid" ] || return 0
  kill -"$signal" "$pid" 2>/dev/null || true
  if ! until_true 15 eval "! alive $name"; then
    kill -KILL "$pid" 2>/dev/null || true
    until_true 5 eval "! alive $name" || true
  fi
  rm -f "$RUN/$name.pid"
}

network_up() {
  ip link add "$BRIDGE" type bridge
  ip addr add "$SUBNET.1/24" dev "$BRIDGE"
  ip link set "$BRIDGE" up
}

node_network_up() {
  local k=$1 ns=ek-$ID-n$1 veth=ek${ID}v$1
  ip netns add "$ns"
  ip link add "$veth" type veth peer name eth0 netns "$ns"
  ip link set "$veth" master "$BRIDGE" up
  ip -n "$ns" link set lo up
  ip -n "$ns" addr add "$SUBNET.$((10 + k))/24" dev eth0
  ip -n "$ns" link set eth0 up
  ip -n "$ns" route add default via "$SUBNET.1"
}

controller_config() {
  cat >"$DIR/controller.yaml" <<TEXT
dataDir: $DIR/controller
listen:
- 127.0.0.1:$PORT
- $SUBNET.1:1883
TEXT
}

node_config() {
  local k=$1 node=$DIR/n$1 run=$RUN/n$1
  mkdir -p "$node/cni" "$node/images" "$run"
  cat >"$node/containerd.toml" <<TEXT
version = 2
root = "$node/containerd"
state = "$run/containerd"
[grpc]
  address = "$run/containerd.sock"
[ttrpc]
  address = "$run/containerd.sock.ttrpc"
[plugins."io.containerd.internal.v1.opt"]
  path = "$node/opt"
[plugins."io.containerd.grpc.v1.cri"]
  sandbox_image = "edgekube.io/pause:1"
  restrict_oom_score_adj = true
  netns_mounts_under_state_dir = true
  [plugins."io.containerd.grpc.v1.cri".cni]
    bin_dir = "/usr/lib/cni"
    conf_dir = "$node/cni"
TEXT
  cat >"$node/agent.yaml" <<TEXT
nodeName: n$k
controllers:
- mqtt://$SUBNET.1:1883
dataDir: $node/agent
runDir: $run/agent
podLogsDir: $node/pods
containerdSocket: $run/containerd.sock
cniConfDir: $node/cni
cgroupRoot: /ek-$ID-n$k
imagesDir: $node/images
pauseImage: $ROOT/out/images/pause.tar
TEXT
}

containerd_up() {
  local k=$1
  # nsenter, not `ip netns exec`: that would hide /sys/fs/cgroup.
  start "n$k-containerd" nsenter --net="/run/netns/ek-$ID-n$k" containerd --config "$DIR/n$k/containerd.toml"
  until_true 20 ctr --address "$RUN/n$k/containerd.sock" version ||
    fail "containerd of node n$k did not answer within 20 s; its log is $DIR/log/n$k-containerd.log"
}

agent_up() { start "n$1-agent" nsenter --net="/run/netns/ek-$ID-n$1" ${AGENT_WRAPPER:-} "$BIN/edgekube-agent" --config "$DIR/n$1/agent.yaml"; }

controller_up() { start controller ${CONTROLLER_WRAPPER:-} "$BIN/edgekube-controller" --config "$DIR/controller.yaml"; }

# What `. DIR/env` gives a shell: edgectl and mosquitto's clients talk to this cluster as its admin.
write_env() {
  mkdir -p "$DIR/config"
  for client in pub sub rr; do
    printf '%s\n' "-h 127.0.0.1" "-p $PORT" "-u user:admin" "-V mqttv5" >"$DIR/config/mosquitto_$client"
  done
  cat >"$DIR/env" <<TEXT
export PATH="$BIN:\$PATH"
export XDG_CONFIG_HOME="$DIR/config"
export EDGECTL_SERVER=mqtt://127.0.0.1:$PORT
export EDGECTL_USER=admin
TEXT
}

# Every process in the node's cgroups is a container of this cluster (or its shim's child); shims are known by their socket.
node_kill_containers() {
  local k=$1 pid
  for pid in $(cat $(find /sys/fs/cgroup/*/"ek-$ID-n$k" /sys/fs/cgroup/"ek-$ID-n$k" -name cgroup.procs 2>/dev/null) /dev/null | sort -un); do
    kill -KILL "$pid" 2>/dev/null || true
  done
  for pid in $(shims_of "$k"); do kill -KILL "$pid" 2>/dev/null || true; done
}

shims_of() { pgrep -f "^/?[^ ]*containerd-shim-runc-v2 .*-address $RUN/n$1/containerd.sock" || true; }

# unmount_below DIR: everything mounted below it, the innermost first.
unmount_below() {
  local i target
  for i in 1 2 3; do
    awk -v d="$1/" 'index($2, d) == 1 { print $2 }' /proc/self/mounts | sort -r | while read -r target; do
      umount -l "$(printf '%b' "$target")" 2>/dev/null || true
    done
  done
}

node_forget_cgroups() {
  local dir
  find /sys/fs/cgroup/*/"ek-$ID-n$1" /sys/fs/cgroup/"ek-$ID-n$1" -depth -type d 2>/dev/null | while read -r dir; do
    rmdir "$dir" 2>/dev/null || true
  done || true # find says so when a hierarchy never had the directory
}

node_processes_gone() {
  [ -z "$(cat $(find /sys/fs/cgroup/*/"ek-$ID-n$1" -name cgroup.procs 2>/dev/null) /dev/null)" ] && [ -z "$(shims_of "$1")" ]
}

node_down() {
  local k=$1
  end "n$k-agent"
  end "n$k-containerd"
  node_kill_containers "$k"
  until_true 10 node_processes_gone "$k" || true
  unmount_below "$RUN/n$k"
  unmount_below "$DIR/n$k"
  node_forget_cgroups "$k"
  ip link delete "ek${ID}v$k" 2>/dev/null || true
  ip netns delete "ek-$ID-n$k" 2>/dev/null || true
}

cluster_down() {
  local k
  for k in $(seq 1 "$NODES"); do node_down "$k"; done
  end controller
  ip link delete "$BRIDGE" 2>/dev/null || true
  rm -rf "$RUN"
  rm -rf "$DIR"
}
