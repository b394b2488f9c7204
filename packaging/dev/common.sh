# Sourced by every script here: messages, and steps that say how long they took.

say() { printf '%s\n' "$*"; }
fail() {
  printf 'error: %s\n' "$*" >&2
  exit 1
}

# step TEXT COMMAND...: runs the command quietly; prints its output only when it fails.
step() {
  local text=$1 log started=$SECONDS
  shift
  log=$(mktemp)
  printf '%s ... ' "$text"
  if "$@" >"$log" 2>&1; then
    printf 'done (%d s)\n' "$((SECONDS - started))"
    rm -f "$log"
  else
    printf 'failed\n'
    cat "$log" >&2
    rm -f "$log"
    fail "$text did not succeed; its output is above"
  fi
}

need_root() { [ "$(id -u)" = 0 ] || fail "$1 needs root: containers, network namespaces and cgroups are made"; }
