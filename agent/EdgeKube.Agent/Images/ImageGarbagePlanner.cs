using EdgeKube.Agent.Runtime;

namespace EdgeKube.Agent.Images;

/// <summary>Which images go when the disk fills up. Pure.</summary>
internal static class ImageGarbagePlanner
{
    /// <summary>So long an image is left alone after it was first seen unused: it may have been pulled for a pod that is about to come.</summary>
    public static readonly TimeSpan LeastAge = TimeSpan.FromMinutes(2);

    /// <summary>How many bytes are to be freed to come below the lower of two percentages; 0 while the upper one is not reached.</summary>
    public static long Excess(long available, long capacity, int highPercent, int lowPercent)
        => capacity <= 0 || 100 - (available * 100.0 / capacity) < highPercent ? 0 : Math.Max(0, (capacity / 100 * (100 - lowPercent)) - available);

    /// <summary>Those longest unused first, as many as are needed.</summary>
    /// <param name="kept">Names and ids of what must stay.</param>
    /// <param name="unusedSince">By id (uptime).</param>
    public static IReadOnlyList<RuntimeImage> Plan(
        IReadOnlyList<RuntimeImage> images, IReadOnlySet<string> kept, IReadOnlyDictionary<string, TimeSpan> unusedSince, long excess, TimeSpan now)
    {
        var plan = new List<RuntimeImage>();
        foreach (var image in images.Where(image => !IsKept(image, kept) && unusedSince.TryGetValue(image.Id, out var since) && now - since >= LeastAge).OrderBy(image => unusedSince[image.Id]))
        {
            if (excess <= 0)
            {
                break;
            }

            plan.Add(image);
            excess -= (long)image.SizeBytes;
        }

        return plan;
    }

    public static bool IsKept(RuntimeImage image, IReadOnlySet<string> kept) =>
        image.Pinned || kept.Contains(image.Id) || image.RepoTags.Any(kept.Contains) || image.RepoDigests.Any(kept.Contains);
}
