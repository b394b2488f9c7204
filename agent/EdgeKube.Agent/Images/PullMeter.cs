using EdgeKube.Agent.Runtime;

namespace EdgeKube.Agent.Images;

/// <summary>
/// Finds out how far a pull by CRI is, which does not tell. containerd names the writers of layers after their digests, and labels what it has fetched
/// with the repository: the manifest that has one of these layers is the one being pulled, and tells the size of all.
/// </summary>
internal static class PullMeter
{
    private const string LayerWriter = "layer-";
    private const string SourceLabel = "containerd.io/distribution.source.";
    private const int MaxManifest = 1 << 20;

    public static async Task<PullProgress?> FindAsync(ContentReader content, string image, CancellationToken cancellationToken)
    {
        var active = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var (name, bytes) in await content.ListWritesAsync(cancellationToken))
        {
            if (name.StartsWith(LayerWriter, StringComparison.Ordinal) && Digests.IsValid(name[LayerWriter.Length..]))
            {
                active[name[LayerWriter.Length..]] = bytes;
            }
        }

        if (active.Count == 0 || await FindLayersAsync(content, image, active, cancellationToken) is not { } layers)
        {
            return null;
        }

        long done = 0;
        long total = 0;
        foreach (var layer in layers)
        {
            total += layer.Size;
            done += active.TryGetValue(layer.Digest, out var written) ? written : (await content.FindAsync(layer.Digest, cancellationToken))?.Size ?? 0;
        }

        return new PullProgress(done, total);
    }

    /// <summary>The label and the repository that containerd notes for what comes from an image's registry.</summary>
    internal static (string Label, string Repository) SourceOf(string image)
    {
        var (domain, remainder) = Pods.ImageName.SplitDomain(image);
        return ($"{SourceLabel}{domain.Split(':')[0]}", remainder.Split('@')[0].Split(':')[0]);
    }

    private static async Task<IReadOnlyList<OciDescriptor>?> FindLayersAsync(ContentReader content, string image, Dictionary<string, long> active, CancellationToken cancellationToken)
    {
        var (label, repository) = SourceOf(image);
        foreach (var info in await content.ListAsync(label, cancellationToken))
        {
            if (info.Size > MaxManifest || !info.Labels.GetValueOrDefault(label, "").Split(',').Contains(repository)
                || await content.FindDocumentAsync(info.Digest, cancellationToken) is not [(byte)'{', ..] document)
            {
                continue;
            }

            try
            {
                if (Documents.Parse(document, info.Digest, OciJsonContext.Default.OciManifest).Layers is { } layers && layers.Any(layer => active.ContainsKey(layer.Digest)))
                {
                    return layers;
                }
            }
            catch (ImageArchiveException)
            {
                // A configuration, or something else that is no manifest.
            }
        }

        return null;
    }
}
