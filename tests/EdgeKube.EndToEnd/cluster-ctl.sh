#!/usr/bin/env bash
# What the end-to-end tests do to a cluster that build.sh up made: cluster-ctl.sh DIR ACTION [NODE]
set -euo pipefail
cd "$(dirname "$0")/../.."
ROOT=$PWD
. packaging/dev/common.sh
. packaging/dev/cluster.sh
DIR=$(cluster_dir "$1") action=$2 k=${3:-1}
cluster_load

clocked() {
  printf 'env FAKETIME_TIMESTAMP_FILE=%s FAKETIME_NO_CACHE=1 FAKETIME_DONT_FAKE_MONOTONIC=1 DONT_FAKE_MONOTONIC=1 LD_PRELOAD=%s' \
    "$DIR/clock-$1" "$(echo /usr/lib/*/faketime/libfaketime.so.1)"
}

case $action in
  kill-agent) end "n$k-agent" KILL ;;
  stop-agent) end "n$k-agent" ;;
  start-agent) agent_up "$k" ;;
  # The wall clock of the agent begins ten seconds after 1970; its monotonic clock is left alone, as a real board's is.
  start-agent-1970)
    AGENT_WRAPPER="env FAKETIME=-$(($(date +%s) - 10)) FAKETIME_DONT_FAKE_MONOTONIC=1 DONT_FAKE_MONOTONIC=1 LD_PRELOAD=$(echo /usr/lib/*/faketime/libfaketime.so.1)"
    agent_up "$k"
    ;;
  # start-agent-with-groups K FILE: the agent sees that file as /etc/group. Its mounts are still containerd's to see.
  start-agent-with-groups)
    mkdir -p "$RUN/n$k/agent"
    mount --bind "$RUN/n$k/agent" "$RUN/n$k/agent"
    mount --make-shared "$RUN/n$k/agent"
    AGENT_WRAPPER="$ROOT/tests/EdgeKube.EndToEnd/Node/groups.sh $4"
    agent_up "$k"
    ;;
  # Both ends with a clock that is read from a file, DIR/clock-agent and DIR/clock-controller: an offset such as -56y. The monotonic clock is
  # left alone, as a real board's is.
  start-agent-clocked) AGENT_WRAPPER=$(clocked agent) && agent_up "$k" ;;
  start-controller-clocked) CONTROLLER_WRAPPER=$(clocked controller) && controller_up ;;
  # agent K ARGUMENT...: runs edgekube-agent on the node, beside the one that runs there.
  agent)
    shift 3
    exec nsenter --net="/run/netns/ek-$ID-n$k" "$BIN/edgekube-agent" "$@" --config "$DIR/n$k/agent.yaml"
    ;;
  # The connections that the node has to the controller now: connections [K [ADDRESS]].
  connections) nsenter --net="/run/netns/ek-$ID-n$k" ss -Htn state established dst "${4:-$SUBNET.1}" ;;
  # From now on the node has no IPv4 address but those of its pods; prints the controller's of IPv6.
  ipv6-only)
    ip -6 addr add "fd99:$ID::1/64" dev "$BRIDGE" nodad
    ip -n "ek-$ID-n$k" -6 addr add "fd99:$ID::$((10 + k))/64" dev eth0 nodad
    ip -n "ek-$ID-n$k" -4 addr flush dev eth0
    echo "fd99:$ID::1"
    ;;
  kill-controller) end controller KILL ;;
  # In order, as systemd would.
  end-controller) end controller ;;
  start-controller) controller_up ;;
  kill-containerd) end "n$k-containerd" KILL ;;
  start-containerd) containerd_up "$k" ;;
  pid) pid_of "$3" ;;
  # Bytes of IP packets (the Ethernet headers taken off) that the node has sent and received.
  wire-bytes)
    nsenter --net="/run/netns/ek-$ID-n$k" cat /proc/net/dev |
      awk '$1 == "eth0:" { print $2 + $10 - 14 * ($3 + $11) }'
    ;;
  # redirect K PORT: whatever the node's own processes connect to on the cluster's link goes to that port there.
  redirect)
    nsenter --net="/run/netns/ek-$ID-n$k" nft "add table ip ek_redirect; add chain ip ek_redirect output { type nat hook output priority -100; };
      add rule ip ek_redirect output ip daddr $SUBNET.1 meta l4proto tcp dnat to $SUBNET.1:$4"
    ;;
  # A client that subscribes and then only keeps its connection alive: start-bare-client K SECONDS.
  start-bare-client)
    start bare nsenter --net="/run/netns/ek-$ID-n$k" \
      env XDG_CONFIG_HOME="$DIR/config" mosquitto_sub -h "$SUBNET.1" -p "$([ "$INSECURE" = yes ] && echo 1883 || echo 8883)" -k "$4" -q 1 -t edgekube/v1/user:admin/bare
    ;;
  stop-bare-client) end bare ;;
  # TCP's and TLS' handshakes with the node's own certificate, and their orderly end; nothing else.
  tls-handshake)
    nsenter --net="/run/netns/ek-$ID-n$k" openssl s_client -connect "$SUBNET.1:8883" -cert "$DIR/n$k/agent/identity/certificate.pem" \
      -key "$DIR/n$k/agent/identity/key.pem" -CAfile "$DIR/n$k/agent/identity/ca.pem" </dev/null >/dev/null 2>&1
    ;;
  # Everything that a loss of power ends, and everything that a boot empties.
  power-off)
    end "n$k-agent" KILL
    end "n$k-containerd" KILL
    node_kill_containers "$k"
    until_true 60 node_dead "$k"
    unmount_below "$RUN/n$k"
    unmount_below "$DIR/n$k"
    node_forget_cgroups "$k"
    rm -rf "${RUN:?}/n$k"
    mkdir -p "$RUN/n$k"
    ip netns delete "ek-$ID-n$k"
    ip link delete "ek${ID}v$k" 2>/dev/null || true
    node_network_up "$k"
    ;;
  ctr) shift 3; exec ctr --address "$RUN/n$k/containerd.sock" -n k8s.io "$@" ;;
  # One line for each container process that runs, the pause processes left out.
  running-commands)
    for pid in $(cat $(find /sys/fs/cgroup/pids/"ek-$ID-n$k" -name cgroup.procs 2>/dev/null) /dev/null | sort -un); do
      tr '\0' ' ' <"/proc/$pid/cmdline" 2>/dev/null | grep -v '^/pause' || true
      printf '\n'
    done | sed '/^$/d'
    ;;
  # Ends each container process that runs, as a crash would; the pause processes stay.
  end-commands)
    for pid in $(cat $(find /sys/fs/cgroup/pids/"ek-$ID-n$k" -name cgroup.procs 2>/dev/null) /dev/null | sort -un); do
      tr '\0' ' ' <"/proc/$pid/cmdline" 2>/dev/null | grep -q '^/pause' || kill -KILL "$pid" 2>/dev/null || true
    done
    ;;
  # Whatever pods have left behind on the node; nothing printed means nothing left.
  leftovers)
    ctr --address "$RUN/n$k/containerd.sock" -n k8s.io containers list -q
    find /sys/fs/cgroup/*/"ek-$ID-n$k" -type d -name 'pod*' 2>/dev/null || true
    # The one tmpfs that holds what pods get in memory stays as long as the node is one.
    awk -v d="$RUN/n$k/" 'index($2, d) == 1 && $2 != d "agent/volumes" { print $2 }' /proc/self/mounts
    find "$RUN/n$k/agent/volumes" -mindepth 1 2>/dev/null || true
    find "$DIR/n$k/pods" -mindepth 1 2>/dev/null || true
    grep -rlsF "\"sandbox\":\"$RUN/n$k/" /var/lib/cni/results || true
    find "$RUN/n$k/agent/ipam" -name '10.*' 2>/dev/null || true
    ;;
  *) fail "cluster-ctl: unknown action \"$action\"" ;;
esac
