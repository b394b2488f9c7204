#!/bin/sh
# dns.sh AGENT --config FILE: starts the agent with the recorded cluster's kind of DNS: an address that nobody answers at.
for file; do :; done
grep -q clusterDns "$file" || printf 'clusterDns:\n- 10.43.0.10\n' >>"$file"
exec "$@"
