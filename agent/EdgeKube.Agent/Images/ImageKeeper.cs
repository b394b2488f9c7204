using EdgeKube.Agent.Pods;
using EdgeKube.Agent.Pressure;
using EdgeKube.Agent.Report;
using EdgeKube.Agent.Runtime;
using EdgeKube.Api;
using Microsoft.Extensions.Logging;

namespace EdgeKube.Agent.Images;

/// <summary>
/// Removes images that nothing needs when the node's disk fills up: never what a pod of this node has, what a container was made from, what is pinned or
/// came from an archive, nor what an application had before its present image.
/// </summary>
/// <param name="disk">A path on the disk that images are on.</param>
/// <param name="stamps">Where imports leave the names of what they brought.</param>
internal sealed class ImageKeeper(
    IContainerRuntime runtime, Func<string> disk, string stamps, ImageHistory history, Func<IEnumerable<Pod>> pods, (int High, int Low) percent, Action<NodeEvent> tell, TimeProvider time, ILogger<ImageKeeper> logger)
{
    private static readonly TimeSpan Period = TimeSpan.FromMinutes(5);
    private readonly Uptime _uptime = new(time);
    private readonly Dictionary<string, TimeSpan> _unusedSince = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _turn = new(1);

    /// <summary>Runs until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(Period, time);
        do
        {
            await CollectAsync(percent.High, cancellationToken);
        }
        while (await timer.WaitForNextTickAsync(cancellationToken));
    }

    /// <summary>The node is short of disk, whatever the percentages say. True when something was freed.</summary>
    public Task<bool> ReclaimAsync(CancellationToken cancellationToken) => CollectAsync(0, cancellationToken);

    private async Task<bool> CollectAsync(int highPercent, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            var images = await runtime.ListImagesAsync(cancellationToken);
            var kept = await KeptAsync(cancellationToken);
            Follow(images, kept);
            var bytes = FileSystemState.Read(disk()).Bytes;
            var excess = highPercent == 0 ? long.MaxValue : ImageGarbagePlanner.Excess(bytes.Available, bytes.Capacity, highPercent, percent.Low);
            var plan = ImageGarbagePlanner.Plan(images, kept, _unusedSince, excess, _uptime.Now);
            foreach (var image in plan)
            {
                var name = image.RepoTags.Concat(image.RepoDigests).FirstOrDefault(image.Id);
                await runtime.RemoveImageAsync(image.Id, cancellationToken);
                ImageSeederLog.Removed(logger, name, image.SizeBytes);
            }

            if (excess is > 0 and < long.MaxValue && plan.Sum(image => (long)image.SizeBytes) < excess)
            {
                tell(new NodeEvent("Warning", "FreeDiskSpaceFailed", $"the disk is more than {highPercent}% full, and no more images can be removed", time.GetUtcNow()));
            }

            return plan.Count > 0;
        }
        catch (Exception e) when (e is RuntimeException or IOException && !cancellationToken.IsCancellationRequested)
        {
            // The next look is as good.
            return false;
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task<HashSet<string>> KeptAsync(CancellationToken cancellationToken)
    {
        var wanted = pods().ToList();
        history.Observe(wanted);
        var kept = new HashSet<string>(StringComparer.Ordinal) { await runtime.GetSandboxImageAsync(cancellationToken) };
        foreach (var name in wanted.SelectMany(pod => PodContainers.All(pod.Spec)).Select(container => container.Image ?? "").Concat(history.Kept))
        {
            if (Pods.ImageName.TryNormalize(name, out var image, out _))
            {
                // The runtime knows it by its whole name, whatever was left out.
                kept.UnionWith([image, $"docker.io/{image}", $"docker.io/library/{image}"]);
            }
        }

        foreach (var container in await runtime.ListContainersAsync(null, cancellationToken))
        {
            kept.Add(container.ImageRef);
        }

        foreach (var stamp in Directory.Exists(stamps) ? Directory.EnumerateFiles(stamps) : [])
        {
            kept.UnionWith(await File.ReadAllLinesAsync(stamp, cancellationToken));
        }

        return kept;
    }

    private void Follow(IReadOnlyList<RuntimeImage> images, HashSet<string> kept)
    {
        foreach (var id in _unusedSince.Keys.Where(id => images.All(image => image.Id != id || ImageGarbagePlanner.IsKept(image, kept))).ToList())
        {
            _unusedSince.Remove(id);
        }

        foreach (var image in images.Where(image => !ImageGarbagePlanner.IsKept(image, kept)))
        {
            _unusedSince.TryAdd(image.Id, _uptime.Now);
        }
    }
}
