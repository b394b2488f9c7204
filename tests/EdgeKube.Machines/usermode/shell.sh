#!/bin/sh
# Takes commands from the host: files that appear in a directory of its own. What ends in .sh is run; its output and exit code go beside it.
dir=$(sed -n 's/.*ekdir=\([^ ]*\).*/\1/p' /proc/cmdline)
mount -t hostfs none /mnt -o "$dir" || exit 1
echo ready >/mnt/ready
while :; do
    for file in /mnt/in/*.sh; do
        [ -e "$file" ] || continue
        name=${file##*/}
        # One that hangs must not hold up the others.
        mv "$file" "/mnt/run-$name"
        (
            setsid sh "/mnt/run-$name" >"/mnt/out/$name.text" 2>&1 </dev/null
            echo $? >"/mnt/out/$name.part"
            mv "/mnt/out/$name.part" "/mnt/out/$name.code"
        ) &
    done
    sleep 0.1
done
