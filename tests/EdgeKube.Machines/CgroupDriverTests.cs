using EdgeKube.Machines.Harness;

namespace EdgeKube.Machines;

/// <summary>A containerd that lets systemd make cgroups: the agent does as well, and says so.</summary>
public sealed class CgroupDriverTests
{
    private const string Configuration = """

        [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc]
          runtime_type = "io.containerd.runc.v2"
          [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc.options]
            SystemdCgroup = true
        """;

    [Fact]
    public async Task Node_WithSystemdsCgroups_MakesPodsSlicesAndRemovesThem()
    {
        await using var site = await Site.InstallAsync(nodes: 1);
        var node = site.Nodes[0];
        await File.AppendAllTextAsync(node.PathOf("/etc/containerd/config.toml"), Configuration);
        await node.UntilAsync(text => text.Contains("fail  cgroup-driver", StringComparison.Ordinal), "edgekube-agent", "check");
        await node.MustAsync("systemctl", "restart", "containerd", "edgekube-agent");
        await node.UntilAsync(text => text.Contains("ok    cgroup-driver  systemd", StringComparison.Ordinal), "edgekube-agent", "check");
        await site.MustAsync(Manifests.Limited, "apply", "-f", "-");
        var before = await site.RunningAsync(1);
        var uid = await site.MustAsync(null, "get", "pod", "limited", "-o", "jsonpath={.metadata.uid}");
        var slice = $"kubepods-pod{uid.Trim().Replace('-', '_')}.slice";
        var shown = await node.MustAsync("systemctl", "show", slice, "--property=MemoryMax,CPUQuotaPerSecUSec,ActiveState,Slice");
        Assert.Equal(["ActiveState=active", "CPUQuotaPerSecUSec=200ms", $"MemoryMax={32 << 20}", "Slice=kubepods.slice"], shown.Split('\n', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal));
        var processes = await node.MustAsync("sh", "-c", "for pid in $(ctr -n k8s.io tasks list | awk '/RUNNING/ { print $2 }'); do cat /proc/$pid/cgroup; done");
        Assert.Contains($"kubepods.slice/{slice}/cri-containerd-", processes, StringComparison.Ordinal);

        // What systemd rereads and a restarted agent finds stays as it is.
        await node.MustAsync("systemctl", "daemon-reload");
        await node.MustAsync("systemctl", "restart", "edgekube-agent");
        await site.NodeIsAsync("node1", "Ready");
        Assert.Equal(before, await site.RunningAsync(1));
        Assert.Contains($"MemoryMax={32 << 20}", await node.MustAsync("systemctl", "show", slice, "--property=MemoryMax"), StringComparison.Ordinal);

        await site.MustAsync(null, "delete", "pod", "limited");
        await node.UntilAsync(text => text.Trim() == "inactive", "systemctl", "show", slice, "--property=ActiveState", "--value");
        await node.UntilAsync(text => text.Trim() == "", "sh", "-c", $"find /sys/fs/cgroup -name '{slice}'");
    }
}
