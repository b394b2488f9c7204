using System.Globalization;

namespace EdgeKube.Agent.Images;

/// <summary>Walks from one entry of an index down to configurations and layers, checks that this platform's are there, and notes what refers to what.</summary>
internal sealed class ManifestWalk(ArchiveContents contents, OciPlatform platform)
{
    private const int MaxDepth = 4;
    private const int MaxChildren = 512;
    private const string GcReference = "containerd.io/gc.ref.content.";

    private readonly Dictionary<string, IReadOnlyDictionary<string, string>> _references = [];

    /// <summary>The garbage collector's labels by document.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> References => _references;

    /// <returns>The digest of the configuration for this platform; null when there is none for it.</returns>
    public string? Visit(OciDescriptor descriptor, int depth)
    {
        if (depth > MaxDepth)
        {
            throw new ImageArchiveException($"{descriptor.Digest}: indexes are nested deeper than {MaxDepth}");
        }

        if (MediaTypes.IsIndex(descriptor.MediaType))
        {
            return VisitIndex(descriptor, depth);
        }

        return MediaTypes.IsManifest(descriptor.MediaType)
            ? VisitManifest(descriptor)
            : throw new ImageArchiveException($"{descriptor.Digest}: media type \"{descriptor.MediaType}\" is not that of an image");
    }

    private string? VisitIndex(OciDescriptor descriptor, int depth)
    {
        var children = Documents.Parse(GetDocument(descriptor), descriptor.Digest, OciJsonContext.Default.OciIndex).Manifests ?? [];
        Note(descriptor.Digest, [.. children.Take(MaxChildren).Select((child, i) => ($"m.{i.ToString(CultureInfo.InvariantCulture)}", child))]);
        foreach (var child in children.Take(MaxChildren))
        {
            // Archives are often cut down to one platform: the others' manifests may be missing.
            if (IsForPlatform(child.Platform) && Visit(child, depth + 1) is { } id)
            {
                return id;
            }
        }

        return null;
    }

    private string? VisitManifest(OciDescriptor descriptor)
    {
        var manifest = Documents.Parse(GetDocument(descriptor), descriptor.Digest, OciJsonContext.Default.OciManifest);
        var config = manifest.Config ?? throw new ImageArchiveException($"{descriptor.Digest}: the manifest has no config");
        var layers = manifest.Layers ?? [];
        if (layers.Count > MaxChildren)
        {
            throw new ImageArchiveException($"{descriptor.Digest}: more than {MaxChildren} layers");
        }

        var document = GetDocument(config);
        foreach (var layer in layers)
        {
            Get(layer);
        }

        Note(descriptor.Digest, [("config", config), .. layers.Select((layer, i) => ($"l.{i.ToString(CultureInfo.InvariantCulture)}", layer))]);
        return IsForPlatform(Documents.Parse(document, config.Digest, OciJsonContext.Default.OciPlatform)) ? config.Digest : null;
    }

    private ArchiveBlob Get(OciDescriptor descriptor)
    {
        if (!Digests.IsValid(descriptor.Digest))
        {
            throw new ImageArchiveException($"\"{descriptor.Digest}\" is not a sha256 digest");
        }

        var blob = contents.Blobs.GetValueOrDefault(descriptor.Digest)
            ?? throw new ImageArchiveException($"{descriptor.Digest} ({descriptor.MediaType}) is missing from the archive");
        return blob.Size == descriptor.Size
            ? blob
            : throw new ImageArchiveException($"{descriptor.Digest} has {blob.Size} bytes, its descriptor says {descriptor.Size}");
    }

    private byte[] GetDocument(OciDescriptor descriptor) =>
        Get(descriptor).Document ?? throw new ImageArchiveException($"{descriptor.Digest}: not a JSON document of at most {Documents.MaxSize} bytes");

    private void Note(string digest, IReadOnlyList<(string Key, OciDescriptor Child)> children) =>
        _references[digest] = children.Where(c => contents.Blobs.ContainsKey(c.Child.Digest)).ToDictionary(c => GcReference + c.Key, c => c.Child.Digest);

    private bool IsForPlatform(OciPlatform? other) =>
        other is null
        || (string.IsNullOrEmpty(other.Os) && string.IsNullOrEmpty(other.Architecture))
        || (other.Os == platform.Os && other.Architecture == platform.Architecture);
}
