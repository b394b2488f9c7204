# Sourced: one cluster on this machine. A controller in the host's namespace, and N nodes, each with a network
# namespace, a containerd and an agent of its own.
#
#   DIR/                 what would be on a disk: databases, replicas, images, logs, env
#   /run/ek-ID/          what a boot would remove: sockets, pid files, containerd's state
#   ek-ID-nK             a node's network namespace, and its cgroup prefix in every hierarchy
#   10.199.X.0/24        the cluster's own link between the controller (.1) and its nodes (.11, .12, ...)
#
# ID is X in hexadecimal: the number of a subnet that this cluster holds as long as /run/ek-ID exists, its claim.
# Every process of a cluster has EDGEKUBE_CLUSTER=/run/ek-ID in its environment, its mark: so it is found even if whoever started
# it was killed before the pid was written down.

cluster_dir() { readlink -m "$1"; }

# All claims are made and swept under this lock, which is /run's own: nothing has to be there for it, and it ends with its holder.
claims_lock() { exec 9</run && flock 9; }
claims_unlock() { exec 9<&-; }

# Takes the first free number. The claim appears whole, by a rename: whoever is killed on the way leaves no half of one.
cluster_claim() {
  local n new=/run/.ek-new
  claims_sweep
  for n in $(seq 1 250); do
    ID=$(printf '%02x' "$n")
    [ ! -e "/run/ek-$ID" ] || continue
    SUBNET=10.199.$n RUN=/run/ek-$ID BRIDGE=ekb$ID PORT=$((21800 + n)) HTTPS_PORT=$((22100 + n))
    mkdir "$new"
    cluster_text >"$new/cluster"
    mv -T "$new" "$RUN"
    return
  done
  fail "no free cluster number: 250 directories /run/ek-* exist; ./build.sh down --dir DIR removes a cluster's"
}

# To be sourced. OWNER is the process that starts or ends the cluster, and the time of its own start, as its number may be given anew.
cluster_text() {
  local name
  OWNER="$$ $(process_start $$)"
  for name in DIR ID SUBNET RUN BRIDGE PORT HTTPS_PORT NODES INSECURE BIN OWNER; do printf '%s=%q\n' "$name" "${!name}"; done
}

cluster_save() { cp "$RUN/cluster" "$DIR/cluster"; }

cluster_load() {
  [ -s "$DIR/cluster" ] || fail "no cluster in $DIR; ./build.sh up --dir $DIR starts one"
  . "$DIR/cluster"
}

# Loads the claim that a start in DIR has made, however far it came; false when there is none.
cluster_load_claim() {
  local claim wanted=$DIR
  for claim in /run/ek-[0-9a-f][0-9a-f]/cluster; do
    [ -f "$claim" ] || continue
    [ "$(. "$claim" 2>/dev/null && printf '%s' "$DIR")" = "$wanted" ] || continue
    . "$claim"
    return
  done
  return 1
}

# From now on this process is the owner: nobody else starts, ends or sweeps the cluster as long as it lives.
cluster_own() {
  ! owner_lives || fail "the cluster in $DIR is being started or ended by process ${OWNER% *}; let that end first"
  cluster_text >"$RUN/.cluster.new"
  mv "$RUN/.cluster.new" "$RUN/cluster"
  rm -f "$RUN/complete"
}

process_start() { sed 's/.*) //' "/proc/$1/stat" 2>/dev/null | cut -d ' ' -f 20; }

owner_lives() { [ "$(process_start "${OWNER% *}")" = "${OWNER#* }" ] && [ ! -e "$RUN/complete" ]; }

# Removes the claims of starts that were killed on the way and of which nothing runs. (A whole cluster whose processes are all dead stays:
# they may be started again.)
claims_sweep() {
  local claim
  rm -rf /run/.ek-new
  for claim in /run/ek-[0-9a-f][0-9a-f]/cluster; do
    [ ! -f "$claim" ] || (
      # Gone meanwhile: its own down has ended.
      . "$claim" 2>/dev/null || exit 0
      if claim_is_stale; then
        say "Removing $RUN: what started or ended that cluster was killed on the way."
        cluster_end || true
      fi
    )
  done
}

claim_is_stale() {
  local k
  { [ ! -e "$RUN/complete" ] || [ ! -e "$DIR/cluster" ]; } || return 1
  ! owner_lives && [ -z "$(cluster_processes)" ] || return 1
  for k in $(seq 1 "$NODES"); do node_processes_gone "$k" || return 1; done
}

# The mark is in what `start` starts and in what that starts (shims), not in this script.
cluster_processes() { grep -lzxsF "EDGEKUBE_CLUSTER=$RUN" /proc/[0-9]*/environ | cut -d / -f 3; }

is_of_cluster() { grep -qzxsF "EDGEKUBE_CLUSTER=$RUN" "/proc/$1/environ"; }

# start NAME COMMAND...: in the background, in its own session, log appended to DIR/log/NAME.log, pid in RUN/NAME.pid.
start() {
  local name=$1 pid
  shift
  EDGEKUBE_CLUSTER=$RUN setsid "$@" </dev/null >>"$DIR/log/$name.log" 2>&1 9>&- &
  pid=$!
  echo "$pid" >"$RUN/$name.pid"
  # Until it has become its program it does not carry the mark.
  while [ "/proc/$pid/exe" -ef "/proc/$$/exe" ]; do :; done
}

pid_of() { cat "$RUN/$1.pid" 2>/dev/null || true; }

# alive NAME: the process is there and is no zombie (they have no environment), and its number was not given to another.
alive() {
  local pid
  pid=$(pid_of "$1")
  [ -n "$pid" ] && is_of_cluster "$pid"
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
  ! alive "$name" || kill -"$signal" "$pid" 2>/dev/null || true
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

# All of it lives on this machine, by one clock, which may have no NTP.
# The doors: with TLS, or (up.sh --insecure) plain ones, in which everybody is who he says he is.
controller_config() {
  if [ "$INSECURE" = yes ]; then
    cat >"$DIR/controller.yaml" <<TEXT
dataDir: $DIR/controller
trustClock: true
listen: []
insecureListen:
- 127.0.0.1:$PORT
- $SUBNET.1:1883
TEXT
  else
    cat >"$DIR/controller.yaml" <<TEXT
dataDir: $DIR/controller
trustClock: true
listen:
- 127.0.0.1:$PORT
- $SUBNET.1:8883
advertise:
- mqtts://$SUBNET.1:8883
httpsListen:
- 127.0.0.1:$HTTPS_PORT
TEXT
  fi
}

node_config() {
  local k=$1 node=$DIR/n$1 run=$RUN/n$1
  mkdir -p "$node/cni" "$node/images" "$node/manifests" "$run"
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
dataDir: $node/agent
runDir: $run/agent
podLogsDir: $node/pods
containerdSocket: $run/containerd.sock
cniConfDir: $node/cni
cgroupRoot: /ek-$ID-n$k
imagesDir: $node/images
manifestsDir: $node/manifests
# Who tries things stops the controller and looks; a device out there would spare its link and wait for up to two minutes.
reconnectWait: 5s
# Clusters for trying things share a machine with whatever fills it.
evictionHard: [memory.available<20Mi]
pauseImage: $ROOT/out/images/pause.tar
TEXT
  [ "$INSECURE" = no ] || printf 'controllers:\n- mqtt://%s.1:1883\n' "$SUBNET" >>"$node/agent.yaml"
}

# Makes the node one of the cluster, as a person would: the line that edgectl prints is run on the device.
node_join() {
  local k=$1 line
  [ "$INSECURE" = no ] || return 0
  line=$("$BIN/edgectl" --config "$DIR/controller/admin.yaml" token create --node "n$k")
  read -ra words <<<"$line"
  nsenter --net="/run/netns/ek-$ID-n$k" "$BIN/${words[0]}" "${words[@]:1}" --config "$DIR/n$k/agent.yaml" >>"$DIR/log/n$k-join.log"
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
  if [ "$INSECURE" = yes ]; then
    write_client_options "-p $PORT" "-u user:admin"
    set -- "EDGECTL_SERVER=mqtt://127.0.0.1:$PORT" EDGECTL_USER=admin
  else
    write_client_options "-p $PORT" "--cafile $DIR/config/ca.pem" "--cert $DIR/config/certificate.pem" "--key $DIR/config/key.pem"
    set -- "EDGEKUBE_CONFIG=$DIR/controller/admin.yaml" "KUBECONFIG=$DIR/config/kubeconfig"
  fi
  { printf 'export PATH="%s:$PATH"\n' "$BIN"
    printf 'export XDG_CONFIG_HOME="%s"\n' "$DIR/config"
    printf 'export %s\n' "$@"
  } >"$DIR/env"
}

write_client_options() {
  local client
  for client in pub sub rr; do
    printf '%s\n' "-h 127.0.0.1" "-V mqttv5" "$@" >"$DIR/config/mosquitto_$client"
  done
}

# The administrator's certificate is there as soon as the doors are open; mosquitto's clients want it in files of its own.
admin_ready() {
  local admin=$DIR/controller/admin.yaml part
  [ "$INSECURE" = no ] || return 0
  [ -s "$admin" ] || return 1
  for part in ca certificate key; do
    (umask 077 && awk -v part="$part:" '/^[^ ]/ { inside = $1 == part; next } inside { sub(/^ +/, ""); print }' "$admin" >"$DIR/config/$part.pem")
  done
  (umask 077 && "$BIN/edgekube-controller" --config "$DIR/controller.yaml" --print-kubeconfig >"$DIR/config/kubeconfig")
}

# Every process in the node's cgroups is a container of this cluster (or its shim's child); shims are known by their socket.
node_kill_containers() {
  local k=$1 pid
  for pid in $(cat $(find /sys/fs/cgroup/*/"ek-$ID-n$k" /sys/fs/cgroup/"ek-$ID-n$k" -name cgroup.procs 2>/dev/null) /dev/null | sort -un); do
    kill -KILL "$pid" 2>/dev/null || true
  done
  for pid in $(shims_of "$k"); do kill -KILL "$pid" 2>/dev/null || true; done
  # A shim that was killed leaves its socket, outside of everything else.
  cat "$RUN/n$k"/containerd/io.containerd.runtime.v2.task/*/*/address 2>/dev/null | grep -oE '/run/containerd/s/[0-9a-f]+' | sort -u | xargs -r rm -f || true
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

# Again and again: what was about to start a process when it was killed may still have started one.
node_dead() {
  node_processes_gone "$1" && return
  node_kill_containers "$1"
  node_processes_gone "$1"
}

node_processes_gone() {
  [ -z "$(cat $(find /sys/fs/cgroup/*/"ek-$ID-n$1" -name cgroup.procs 2>/dev/null) /dev/null)" ] && [ -z "$(shims_of "$1")" ]
}

node_end() {
  local k=$1
  end "n$k-agent"
  end "n$k-containerd"
  node_kill_containers "$k"
  until_true 10 node_dead "$k" || true
}

# What is left of a node without its processes. Every step may find that there is nothing.
node_forget() {
  local k=$1
  # What the CNI library keeps of each sandbox, on the host's disk; containerd never removes the loopback's.
  grep -rlsF "\"sandbox\":\"$RUN/n$k/" /var/lib/cni/results | xargs -r rm -f || true
  unmount_below "$RUN/n$k"
  unmount_below "$DIR/n$k"
  node_forget_cgroups "$k"
  ip link delete "ek${ID}v$k" 2>/dev/null || true
  ip netns delete "ek-$ID-n$k" 2>/dev/null || true
  rm -f "/run/netns/ek-$ID-n$k"
}

kill_marked() {
  local pid
  for pid in $(cluster_processes); do kill -KILL "$pid" 2>/dev/null || true; done
  [ -z "$(cluster_processes)" ]
}

# Removes everything but DIR, however much of it was made; the claim goes last, as another cluster may take its number then.
cluster_end() {
  local k
  for k in $(seq 1 "$NODES"); do node_end "$k"; done
  end controller
  end bare
  until_true 5 kill_marked || true
  for k in $(seq 1 "$NODES"); do node_forget "$k"; done
  ip link delete "$BRIDGE" 2>/dev/null || true
  rm -rf "$RUN"
}
