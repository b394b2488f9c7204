#!/bin/bash
# A million mutated packets through the decoders of both ends, and the decoder's branch coverage under them. Fails under 95 %.
# Usage: fuzz.sh [INPUTS] [SEED]; the test project must be built.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
results=$(mktemp -d)
trap 'rm -rf "$results"' EXIT
export EDGEKUBE_FUZZ_INPUTS=${1:-1000000}
if [ $# -ge 2 ]; then export EDGEKUBE_FUZZ_SEED=$2; fi

dotnet test "$here" --no-build --nologo --filter Category=Fuzz --collect "XPlat Code Coverage" --settings "$here/Fuzz/coverage.runsettings" \
  --results-directory "$results" --logger "console;verbosity=detailed" | grep -Ev '^(Test run for|A total of|Attachments:|\s*/tmp/|\s*$)'

report=$(find "$results" -name coverage.cobertura.xml | head -1)
[ -n "$report" ] || { echo "fuzz: no coverage report" >&2; exit 1; }

# The decoder: Codec/ but for what only writes.
awk '
  /<class / { match($0, /filename="[^"]*"/); file = substr($0, RSTART + 10, RLENGTH - 11)
              decoder = file ~ /Codec\// && file !~ /(Encoder|Writer)\.cs$/ }
  decoder && /condition-coverage=/ {
    match($0, /number="[0-9]+"/); line = substr($0, RSTART + 8, RLENGTH - 9)
    match($0, /\([0-9]+\/[0-9]+\)/); split(substr($0, RSTART + 1, RLENGTH - 2), part, "/")
    if ((file, line) in seen) next   # the report lists each line under its method and again under its class
    seen[file, line] = 1; hit += part[1]; all += part[2]
    if (part[1] < part[2]) { n = split(file, path, "/"); printf "fuzz: not taken: %s:%s (%s of %s)\n", path[n], line, part[1], part[2] } }
  END { if (all == 0) { print "fuzz: no branches in the report"; exit 1 }
        rate = 100 * hit / all
        printf "fuzz: branch coverage of the decoder: %.1f %% (%d of %d); at least 95 %% is asked\n", rate, hit, all
        exit rate < 95 }' "$report"
