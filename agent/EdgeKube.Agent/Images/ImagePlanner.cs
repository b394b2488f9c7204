using System.Text.Json;

namespace EdgeKube.Agent.Images;

/// <summary>Decides which images an archive holds and checks that they are whole.</summary>
internal static class ImagePlanner
{
    private const string ContainerdName = "io.containerd.image.name";
    private const string OciName = "org.opencontainers.image.ref.name";

    /// <param name="name">The only image's name; null: the names in the archive.</param>
    /// <exception cref="ImageArchiveException">The archive holds no image, or one that is not whole.</exception>
    public static IReadOnlyList<PlannedImage> Plan(ArchiveContents contents, string? name, OciPlatform platform)
    {
        var images = contents switch
        {
            { Index: { } index } => PlanOci(contents, index, name, platform),
            { DockerManifest: { } manifest } => DockerArchive.Plan(contents, manifest, name, platform),
            _ => throw new ImageArchiveException("The archive is no image: it holds neither index.json (OCI) nor manifest.json (docker)"),
        };
        return images.Count > 0 ? images : throw new ImageArchiveException("The archive holds no images");
    }

    public static string CheckName(string name) => ImageName.Normalize(name) ?? throw new ImageArchiveException($"\"{name}\" is not an image name");

    private static List<PlannedImage> PlanOci(ArchiveContents contents, byte[] json, string? name, OciPlatform platform)
    {
        var entries = Documents.Parse(json, "index.json", OciJsonContext.Default.OciIndex).Manifests ?? [];
        if (name is not null && entries.Count > 1)
        {
            throw new ImageArchiveException($"The archive holds {entries.Count} images, so one name does not do");
        }

        return [.. entries.Select(entry => Plan(contents, entry, name ?? FindName(entry), platform))];
    }

    private static PlannedImage Plan(ArchiveContents contents, OciDescriptor entry, string name, OciPlatform platform)
    {
        var walk = new ManifestWalk(contents, platform);
        var id = walk.Visit(entry, depth: 0)
            ?? throw new ImageArchiveException($"The image {name} is not built for {platform.Os}/{platform.Architecture}");
        // The runtime needs the type of what the name points at and nothing else of the entry.
        var target = new OciDescriptor { MediaType = entry.MediaType, Digest = entry.Digest, Size = entry.Size };
        return new PlannedImage(CheckName(name), target, id, walk.References);
    }

    private static string FindName(OciDescriptor entry)
    {
        var annotations = entry.Annotations ?? new Dictionary<string, string>();
        if (annotations.TryGetValue(ContainerdName, out var name))
        {
            return name;
        }

        return annotations.TryGetValue(OciName, out name) && ImageName.IsMoreThanTag(name)
            ? name
            : throw new ImageArchiveException("The archive does not name its image; give it a name");
    }
}
