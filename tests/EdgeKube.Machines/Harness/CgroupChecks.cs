using System.Globalization;

namespace EdgeKube.Machines.Harness;

/// <summary>What the kernel says of pods' cgroups where there is nothing but cgroup v2.</summary>
internal static class CgroupChecks
{
    private const string Hog = """
        apiVersion: v1
        kind: Pod
        metadata:
          name: hog
        spec:
          restartPolicy: Never
          containers:
          - name: c
            image: edgekube.test/busybox:1
            command: ["sh", "-c", "x=$(head -c 60000000 /dev/zero | tr '\\0' a); sleep 600"]
            resources:
              limits: {memory: 16Mi}
        """;

    public static async Task RunAsync(UserModeSite site)
    {
        var machine = site.Machine;
        Assert.Equal("cgroup2fs", (await machine.MustAsync("stat -f -c %T /sys/fs/cgroup")).Trim().Replace("UNKNOWN (0x63677270)", "cgroup2fs", StringComparison.Ordinal));
        await site.ApplyAsync($"{Manifests.Limited}\n---\n{Hog}");
        await machine.UntilAsync(text => text.Contains("Running", StringComparison.Ordinal), "edgectl --node-local get pod limited --no-headers");
        var uid = (await machine.MustAsync("edgectl get pod limited -o jsonpath={.metadata.uid}")).Trim();
        var pod = $"/sys/fs/cgroup/kubepods/pod{uid}";

        // Limits, of the pod and of its container within.
        Assert.Equal($"{32 << 20}", await ReadAsync(machine, $"{pod}/memory.max"));
        Assert.Equal("20000 100000", await ReadAsync(machine, $"{pod}/cpu.max"));
        Assert.Equal("40", await ReadAsync(machine, $"{pod}/pids.max"));
        var id = (await machine.MustAsync("edgectl get pod limited -o jsonpath={.status.containerStatuses[0].containerID}")).Trim().Replace("containerd://", "", StringComparison.Ordinal);
        Assert.Equal($"{32 << 20}", await ReadAsync(machine, $"{pod}/{id}/memory.max"));

        // Processes beyond the limit are refused, and the pod lives.
        await machine.RunAsync("edgectl exec limited -- sh -c 'for i in $(seq 60); do sleep 20 & done'");
        Assert.True(Number(await ReadAsync(machine, $"{pod}/{id}/pids.events"), "max") > 0);
        Assert.True(int.Parse(await ReadAsync(machine, $"{pod}/pids.current"), CultureInfo.InvariantCulture) <= 40);

        // The freezer.
        await machine.MustAsync($"ctr -n k8s.io tasks pause {id}");
        await machine.UntilAsync(text => text.Contains("frozen 1", StringComparison.Ordinal), $"cat {pod}/{id}/cgroup.events");
        await machine.MustAsync($"ctr -n k8s.io tasks resume {id}");
        await machine.UntilAsync(text => text.Contains("frozen 0", StringComparison.Ordinal), $"cat {pod}/{id}/cgroup.events");

        // Who takes more memory than he may is killed, and the pod says why.
        await machine.UntilAsync(text => text.Contains("OOMKilled", StringComparison.Ordinal), "edgectl get pod hog -o jsonpath={.status.containerStatuses[0].state.terminated.reason}");
        await machine.MustAsync("edgectl delete pod hog limited");
        await machine.UntilAsync(text => text.Trim() == "gone", $"[ -e {pod} ] || echo gone");
    }

    private static async Task<string> ReadAsync(UserModeMachine machine, string file) => (await machine.MustAsync($"cat {file}")).Trim();

    private static long Number(string events, string name) =>
        long.Parse(events.Split('\n').Single(line => line.StartsWith(name + " ", StringComparison.Ordinal)).Split(' ')[1], CultureInfo.InvariantCulture);
}
