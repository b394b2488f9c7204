using System.Text.Json;

namespace EdgeKube.Agent.Images;

/// <summary>What <c>docker save</c> wrote before it wrote OCI layouts: files by path, for which a manifest is made here.</summary>
internal static class DockerArchive
{
    public static List<PlannedImage> Plan(ArchiveContents contents, byte[] json, string? name, OciPlatform platform)
    {
        var entries = Documents.Parse(json, "manifest.json", OciJsonContext.Default.IReadOnlyListDockerManifest);
        if (name is not null && entries.Count > 1)
        {
            throw new ImageArchiveException($"The archive holds {entries.Count} images, so one name does not do");
        }

        return [.. entries.SelectMany(entry => Plan(contents, entry, name, platform))];
    }

    private static IEnumerable<PlannedImage> Plan(ArchiveContents contents, DockerManifest entry, string? name, OciPlatform platform)
    {
        var names = name is not null ? [name] : entry.RepoTags ?? [];
        if (names.Count == 0)
        {
            throw new ImageArchiveException("The archive does not name its image; give it a name");
        }

        var manifest = JsonSerializer.SerializeToUtf8Bytes(BuildManifest(contents, entry), OciJsonContext.Default.OciManifest);
        var target = new OciDescriptor { MediaType = MediaTypes.OciManifest, Digest = Digests.Of(manifest), Size = manifest.Length };
        contents.Blobs[target.Digest] = new ArchiveBlob(target.Digest, target.Size, IsGzip: false, manifest);
        var walk = new ManifestWalk(contents, platform);
        var id = walk.Visit(target, depth: 0)
            ?? throw new ImageArchiveException($"The image {names[0]} is not built for {platform.Os}/{platform.Architecture}");
        return names.Select(each => new PlannedImage(ImagePlanner.CheckName(each), target, id, walk.References, manifest));
    }

    private static OciManifest BuildManifest(ArchiveContents contents, DockerManifest entry) => new()
    {
        Config = Describe(contents, entry.Config ?? "", _ => MediaTypes.OciConfig),
        Layers = [.. (entry.Layers ?? []).Select(path => Describe(contents, path, blob => blob.IsGzip ? MediaTypes.OciLayerGzip : MediaTypes.OciLayer))],
    };

    private static OciDescriptor Describe(ArchiveContents contents, string path, Func<ArchiveBlob, string> mediaType)
    {
        var blob = contents.FindFile(path) ?? throw new ImageArchiveException($"manifest.json: \"{path}\" is missing from the archive");
        return new OciDescriptor { MediaType = mediaType(blob), Digest = blob.Digest, Size = blob.Size };
    }
}
