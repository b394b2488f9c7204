using EdgeKube.Agent.Images;
using EdgeKube.Agent.Pods;
using EdgeKube.Agent.Report;
using EdgeKube.Agent.Runtime;
using EdgeKube.Api;
using Microsoft.Extensions.Logging;

namespace EdgeKube.Agent.Repair;

/// <summary>
/// After a boot that no shutdown came before: verifies the images of this node's pods, and repairs what is broken. Pods do not wait for it; those
/// whose files were repaired beneath them are started anew. What cannot be repaired is tried again, ever more seldom.
/// </summary>
/// <param name="mark">A file that is there while something is left to do: an agent that is restarted meanwhile goes on.</param>
internal sealed class ImageDoctor(
    ImageRepair repair, ImageRegistry names, IContainerRuntime runtime, PodManager manager, Func<IEnumerable<Pod>> pods, string mark, Action<NodeEvent> tell, TimeProvider time, ILogger<ImageDoctor> logger)
{
    private static readonly TimeSpan FirstRetry = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestRetry = TimeSpan.FromHours(1);
    private readonly HashSet<string> _told = new(StringComparer.Ordinal);

    /// <summary>Returns when every image is sound.</summary>
    public async Task RunAsync(bool isUncleanBoot, CancellationToken cancellationToken)
    {
        if (!isUncleanBoot && !File.Exists(mark))
        {
            return;
        }

        Keep(true);
        var sound = new HashSet<string>(StringComparer.Ordinal);
        for (var retry = FirstRetry; !await TryAllAsync(sound, cancellationToken); retry = retry * 2 < LongestRetry ? retry * 2 : LongestRetry)
        {
            await Task.Delay(retry, time, cancellationToken);
        }

        Keep(false);
        RepairLog.Verified(logger, sound.Count);
    }

    private async Task<bool> TryAllAsync(HashSet<string> sound, CancellationToken cancellationToken)
    {
        try
        {
            var all = true;
            foreach (var name in await NamesAsync(cancellationToken))
            {
                if (!sound.Contains(name) && await TryAsync(name, cancellationToken))
                {
                    sound.Add(name);
                }

                all &= sound.Contains(name);
            }

            return all;
        }
        catch (Exception failed) when (failed is RuntimeException or IOException or UnauthorizedAccessException && !cancellationToken.IsCancellationRequested)
        {
            if (_told.Add(""))
            {
                RepairLog.Waiting(logger, failed.Message);
            }

            return false;
        }
    }

    private async Task<bool> TryAsync(string name, CancellationToken cancellationToken)
    {
        var found = await repair.RunAsync(name, cancellationToken);
        if (found.Fault is { } fault)
        {
            if (_told.Add(name))
            {
                RepairLog.Damaged(logger, name, fault);
                tell(new NodeEvent("Warning", "ImageDamaged", $"Image {name} was damaged when the machine went down: {fault}. It is repaired when its registry can be reached, or by its archive", time.GetUtcNow()));
            }

            return false;
        }

        // Somebody else may have mended it meanwhile: what was told is taken back then, too.
        if (!found.IsSound || _told.Remove(name))
        {
            RepairLog.Repaired(logger, name, found.Describe());
            tell(new NodeEvent("Warning", "ImageRepaired", $"Image {name} was damaged when the machine went down: {found.Describe()}", time.GetUtcNow()));
            manager.InputsChanged();
            Restart(found.Files > 0 ? name : "");
        }

        return true;
    }

    // Whatever they have read of it may have been wrong.
    private void Restart(string name)
    {
        foreach (var pod in name.Length > 0 ? pods() : [])
        {
            var affected = PodContainers.All(pod.Spec).Where(container => Candidates(container.Image ?? "").Contains(name)).Select(container => container.Name).ToList();
            if (affected.Count > 0)
            {
                manager.Restart(pod.Uid, affected);
            }
        }
    }

    /// <summary>The names in the runtime of all images that are needed here; one that is not there yet is the puller's.</summary>
    private async Task<IReadOnlyList<string>> NamesAsync(CancellationToken cancellationToken)
    {
        var found = new HashSet<string>(StringComparer.Ordinal) { await runtime.GetSandboxImageAsync(cancellationToken) };
        foreach (var image in pods().SelectMany(pod => PodContainers.All(pod.Spec)).Select(container => container.Image ?? "").Distinct(StringComparer.Ordinal))
        {
            foreach (var candidate in Candidates(image))
            {
                if (await names.FindAsync(candidate, cancellationToken) is not null)
                {
                    found.Add(candidate);
                    break;
                }
            }
        }

        return [.. found];
    }

    private static IReadOnlyList<string> Candidates(string image) =>
        Pods.ImageName.TryNormalize(image, out var name, out _) ? [name, $"docker.io/{name}", $"docker.io/library/{name}"] : [];

    private void Keep(bool isLeft)
    {
        try
        {
            if (!isLeft)
            {
                File.Delete(mark);
            }
            else if (!File.Exists(mark))
            {
                File.WriteAllText(mark, "");
            }
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            // A disk that takes nothing has a condition of its own.
            RepairLog.NotKept(logger, failed.Message);
        }
    }
}
