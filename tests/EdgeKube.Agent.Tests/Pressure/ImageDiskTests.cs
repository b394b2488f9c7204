using EdgeKube.Agent.Cgroups;
using EdgeKube.Agent.Pods;
using EdgeKube.Agent.Pressure;
using EdgeKube.Agent.Tests.Pods.Real;
using EdgeKube.Agent.Usage;
using EdgeKube.Testing;
using EdgeKube.Testing.Containerd;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeKube.Agent.Tests.Pressure;

/// <summary>Images and containers' layers are on a disk of their own, which fails; the node's own disk is well.</summary>
public sealed class ImageDiskTests : IAsyncLifetime
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(90);
    private PodNode _node = null!;
    private SmallDisk _disk = null!;

    public async Task InitializeAsync()
    {
        _node = await PodNode.StartAsync();
        _node.EndContainerd();
        Command.MustRun("cp", "-a", _node.ContainerdRoot, $"{_node.ContainerdRoot}.before");
        _disk = new SmallDisk(128 << 20, _node.ContainerdRoot);
        Command.MustRun("cp", "-a", $"{_node.ContainerdRoot}.before/.", _node.ContainerdRoot);
        _node.StartContainerd();
    }

    // The disk first: from it nothing could be removed.
    public Task DisposeAsync()
    {
        _disk?.Dispose();
        _node?.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task Run_DiskOfImagesGivesErrors_IsToldAndNothingIsEnded()
    {
        await using var manager = _node.NewManager();
        manager.Upsert(new DesiredPod(PodNode.Pod("steady")));
        await _node.Listener.WaitForRunningAsync("steady");
        var process = _node.FindProcess("sleep");
        var images = new ImageDirectory(_node.Runtime, _node.LogsDirectory);
        var monitor = Monitor(manager, images);
        using var stop = new CancellationTokenSource();
        var running = monitor.RunAsync(() => { }, stop.Token);
        await Eventually.True(() => images.Path is { } path && File.Exists(DiskBlock.PathIn(path)), Limit);
        Assert.Null(monitor.State.DiskFault);

        _disk.Break();
        // Read-only, if ext4 needed it before the look did.
        await Eventually.True(() => monitor.State.DiskFault is { Reason: "FilesystemFails" or "FilesystemIsReadOnly" } fault && fault.Message.Contains($"{_node.ContainerdRoot}/", StringComparison.Ordinal), Limit);
        Assert.Equal(process, _node.FindProcess("sleep"));
        Assert.Equal(("Running", 0), (_node.Listener.LastOf("steady")!.Status.Phase, _node.Listener.LastOf("steady")!.Status.ContainerStatuses![0].RestartCount));
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    }

    private PressureMonitor Monitor(PodManager manager, ImageDirectory images) => new(
        "n1",
        images,
        new SupplyReader(_node.LogsDirectory, () => images.IsApart ? images.Path : null),
        [EvictionThreshold.Find("imagefs.available<1%")!],
        TimeSpan.FromSeconds(1),
        manager,
        new UsageMeter($"{_node.CgroupParent}/pods", new CgroupCounterReader(CgroupMount.Read(File.ReadAllText("/proc/self/mounts"))), manager.GetReports, TimeProvider.System),
        new DiskMeter(_node.Runtime, _node.LogsDirectory, manager.Logs),
        TimeProvider.System,
        NullLogger<PressureMonitor>.Instance)
    {
        Probes = [new DiskProbe(() => images.IsApart ? images.Path : null, DiskBlock.Look, TimeProvider.System)],
    };
}
