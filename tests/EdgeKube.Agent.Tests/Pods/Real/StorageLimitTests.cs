using EdgeKube.Agent.Pods;
using EdgeKube.Agent.Pressure;
using EdgeKube.Api;
using EdgeKube.Testing;

namespace EdgeKube.Agent.Tests.Pods.Real;

/// <summary>What containers write into their own layers, as the runtime measures it.</summary>
public sealed class StorageLimitTests(PodNodeFixture fixture) : IClassFixture<PodNodeFixture>
{
    private readonly PodNode _node = fixture.Node;

    [Fact]
    public async Task Layer_BeyondTheLimit_EvictsThatPodOnly()
    {
        var greedy = Limited("greedy", "dd if=/dev/zero of=/filled bs=1M count=8; exec sleep 3600");
        var modest = Limited("modest", "dd if=/dev/zero of=/filled bs=1k count=8; exec sleep 3600");
        await using var manager = _node.NewManager();
        manager.Upsert(new DesiredPod(greedy));
        manager.Upsert(new DesiredPod(modest));

        var evicted = await _node.Listener.WaitForAsync("greedy", "evicted", report => report.Status is { Phase: "Failed", Reason: "Evicted" });
        Assert.Equal("Pod ephemeral local storage usage exceeds the total limit of containers 2Mi. ", evicted.Status.Message);
        Assert.Equal("Running", _node.Listener.LastOf("modest")!.Status.Phase);
        Assert.Equal("2097152\n", await LogAsync(modest));
    }

    [Fact]
    public async Task DiskMeter_RunningPods_CountsLayersAndLogs()
    {
        var pod = PodNode.Pod("written", "dd if=/dev/zero of=/filled bs=1M count=3; head -c 100000 /dev/zero | tr '\\0' x; exec sleep 3600");
        await using var manager = _node.NewManager();
        manager.Upsert(new DesiredPod(pod));
        await _node.Listener.WaitForRunningAsync("written");
        var meter = new DiskMeter(_node.Runtime, "/nonexistent", manager.Logs);

        await Eventually.True(async () => await MeasureAsync(onlyLayers: true) is >= (3 << 20) and < (3 << 20) + 50_000, TimeSpan.FromSeconds(60), TimeSpan.FromMilliseconds(250));
        await Eventually.True(async () => await MeasureAsync(onlyLayers: false) >= (3 << 20) + 90_000, TimeSpan.FromSeconds(60), TimeSpan.FromMilliseconds(250));
        Assert.StartsWith("/", await _node.Runtime.FindImageDirectoryAsync(default), StringComparison.Ordinal);

        async Task<long> MeasureAsync(bool onlyLayers) => (await meter.MeasureContainersAsync([pod], onlyLayers, withLayers: true, default)).GetValueOrDefault((pod.Uid, "c")).Bytes;
    }

    private static Pod Limited(string name, string script) => PodNode.Pod(name, $"echo $LIMIT; {script}").With(container => container with
    {
        Resources = new ResourceRequirements { Limits = new Dictionary<string, Quantity> { ["ephemeral-storage"] = Quantity.Parse("2Mi") } },
        Env = [new EnvVar { Name = "LIMIT", ValueFrom = new EnvVarSource { ResourceFieldRef = new ResourceFieldSelector { Resource = "limits.ephemeral-storage" } } }],
    });

    private async Task<string> LogAsync(Pod pod)
    {
        await Eventually.True(() => _node.ReadLog(pod, "c").Length > 0, TimeSpan.FromSeconds(30));
        return string.Concat(_node.ReadLog(pod, "c").Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => line.Contains(" stdout ", StringComparison.Ordinal)).Select(line => line.Split(' ', 4)[3] + "\n"));
    }
}
