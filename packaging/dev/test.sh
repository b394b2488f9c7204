#!/usr/bin/env bash
# Builds everything, publishes the programs, runs every suite: test.sh [SUITE ...]
# A suite is a test project's name without "EdgeKube." (Api.Tests), or one of: format, fuzz.
# The last line is "N passed, N failed, N skipped" over all suites.
set -euo pipefail
cd "$(dirname "$0")/../.."
. packaging/dev/common.sh

packaging/dev/install.sh

# Temporary files of all that runs here, gone at the end: the dotnet command leaves two empty directories behind each time, and whatever a
# test kills leaves more. No build process outlives this script, or it would miss that directory.
TMPDIR=$(mktemp -d /tmp/ek.XXXXXX)
export TMPDIR MSBUILDDISABLENODEREUSE=1
clean_up() {
  dotnet build-server shutdown --vbcscompiler >/dev/null 2>&1 || true
  rm -rf "$TMPDIR"
}
trap clean_up EXIT

# What a real Kubernetes answered, where it is at hand.
[ -d ../shared/reference ] && export EDGEKUBE_REFERENCE=${EDGEKUBE_REFERENCE:-$PWD/../shared/reference}
results=$PWD/out/results
rm -rf "$results" && mkdir -p "$results"
passed=0 failed=0 skipped=0

# name:minutes, the budget of each suite on two cores.
SUITES="format:2 Api.Tests:2 Link.Tests:2 Mqtt.Tests:5 fuzz:4 Controller.Tests:5 Agent.Tests:6 Cli.Tests:2 Simulation:5 Reference:8 EndToEnd:25 Machines:15"
wanted() { [ $# -eq 1 ] || { local s=$1; shift; case " $* " in *" $s "*) ;; *) return 1 ;; esac; }; }

count() { # count FIELD FILE: the attribute of a trx's Counters element
  sed -n 's/.*<Counters .*'"$1"'="\([0-9]*\)".*/\1/p' "$2" | head -n 1
}

tell_failed() { # tell_failed SUITE LOG: a line for each failed test, with the first line of what it said
  awk -v suite="$1" '/^ *Failed [^ ]+/ { name = $0; sub(/^ *Failed /, "", name); sub(/ \[[^]]*\]$/, "", name) } /^ *Error Message:/ && name { getline; sub(/^ */, ""); print "failed: " suite ": " name ": " substr($0, 1, 300); name = "" }' "$2"
}

run_project() {
  local name=$1 log=$results/$1.log
  # A test that hangs is named and counted as failed, instead of stopping everything.
  dotnet test "tests/EdgeKube.$name" --no-build -v q --nologo --blame-hang --blame-hang-timeout 10m --blame-hang-dump-type none --logger "trx;LogFileName=$results/$name.trx" \
    --logger "console;verbosity=normal" >"$log" 2>&1 || true
  if [ ! -f "$results/$name.trx" ]; then
    cat "$log"
    return 1
  fi
  local total p
  total=$(count total "$results/$name.trx") p=$(count passed "$results/$name.trx")
  s=$((total - $(count executed "$results/$name.trx"))) f=$((total - p - s))
  passed=$((passed + p)) failed=$((failed + f)) skipped=$((skipped + s))
  if [ "$f" -ne 0 ]; then
    grep -E -A25 '^ *(Failed|\[xUnit.*FAIL)' "$log" || cat "$log"
    tell_failed "$1" "$log" >>"$results/failed"
  fi
  # The figures that suites print.
  grep -o 'figure: [^<]*' "$results/$name.trx" | sed 's/^figure: /   /; s/&lt;/</g; s/&gt;/>/g; s/&amp;/\&/g' || true
  note="$p passed, $f failed, $s skipped"
  [ "$f" -eq 0 ]
}

# dotnet format leaves a socket in /tmp wherever TMPDIR is: it gets a /tmp of its own, unless the sources are there.
format() {
  local check="dotnet format --verify-no-changes --no-restore"
  if [ "$(id -u)" != 0 ] || [[ $PWD/ == /tmp/* ]]; then $check; else
    unshare --mount sh -c "mount -t tmpfs tmpfs /tmp && TMPDIR=/tmp exec $check"
  fi
}

run_suite() {
  case $1 in
    format) format >"$results/format.log" 2>&1 || { cat "$results/format.log"; return 1; } ;;
    fuzz) tests/EdgeKube.Mqtt.Tests/fuzz.sh >"$results/fuzz.log" 2>&1 || { cat "$results/fuzz.log"; return 1; }; grep -E 'coverage|inputs' "$results/fuzz.log" || true ;;
    *) run_project "$1" ;;
  esac
}

step "Restoring packages" dotnet restore -v q
step "Building every project" dotnet build EdgeKube.sln --no-restore -v q -nologo -p:UseSharedCompilation=true
packaging/dev/publish.sh

broken=0
for entry in $SUITES; do
  suite=${entry%:*} budget=${entry#*:} note=
  wanted "$suite" "$@" || continue
  case $suite in
    format) ;;
    fuzz) [ -x tests/EdgeKube.Mqtt.Tests/fuzz.sh ] || continue ;;
  esac
  started=$SECONDS
  say "-- $suite"
  if run_suite "$suite"; then state=ok; else
    state=FAILED
    # A suite that could not even say how many tests failed counts as one.
    [ -n "$note" ] || failed=$((failed + 1))
    broken=1
  fi
  spent=$((SECONDS - started))
  over=
  [ "$spent" -le $((budget * 60)) ] || over=", over its budget of $budget min"
  if [ "$suite" = format ] || [ "$suite" = fuzz ]; then [ "$state" = ok ] && passed=$((passed + 1)); fi
  say "   $state in $spent s$over${note:+ ($note)}"
done
# Once more at the end, where a person looks first.
[ ! -s "$results/failed" ] || cat "$results/failed"
say "$passed passed, $failed failed, $skipped skipped"
[ "$broken" = 0 ] && [ "$failed" = 0 ]
