using EdgeKube.Agent.Runtime;
using EdgeKube.Api;

namespace EdgeKube.Agent.Images;

/// <summary>The images of a node as its status lists them. Pure.</summary>
internal static class NodeImages
{
    // The kubelet's: fifty images, five names each.
    private const int MaxImages = 50;
    private const int MaxNames = 5;

    /// <summary>The largest first.</summary>
    public static IReadOnlyList<ContainerImage> Of(IReadOnlyList<RuntimeImage> images) =>
        [.. images.OrderByDescending(image => image.SizeBytes).ThenBy(image => image.Id, StringComparer.Ordinal).Take(MaxImages)
            .Select(image => new ContainerImage { Names = [.. image.RepoDigests.Concat(image.RepoTags).Take(MaxNames)], SizeBytes = (long)image.SizeBytes })];
}
