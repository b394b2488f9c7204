namespace EdgeKube.Agent.Images;

/// <summary>What was found in an archive.</summary>
internal sealed class ArchiveContents
{
    private const int MaxLinks = 8;

    /// <summary>An OCI archive's index.json.</summary>
    public byte[]? Index { get; set; }

    /// <summary>A docker archive's manifest.json.</summary>
    public byte[]? DockerManifest { get; set; }

    public Dictionary<string, ArchiveBlob> Files { get; } = [];

    public Dictionary<string, ArchiveBlob> Blobs { get; } = [];

    /// <summary>Links and where they point, both as paths inside the archive.</summary>
    public Dictionary<string, string> Links { get; } = [];

    public void Add(string path, ArchiveBlob blob)
    {
        Files[path] = blob;
        Blobs[blob.Digest] = blob;
    }

    /// <summary>docker stores a layer that several images share once, and links to it from the others.</summary>
    public void AddLink(TarEntry entry)
    {
        var folder = entry.Kind == TarEntryKind.HardLink ? "" : entry.Path[..(entry.Path.LastIndexOf('/') + 1)];
        var parts = new List<string>();
        foreach (var part in (folder + entry.LinkTarget).Split('/'))
        {
            if (part == ".." && parts.Count > 0)
            {
                parts.RemoveAt(parts.Count - 1);
            }
            else if (part is not (".." or "." or ""))
            {
                parts.Add(part);
            }
        }

        Links[entry.Path] = string.Join('/', parts);
    }

    public ArchiveBlob? FindFile(string path)
    {
        for (var i = 0; i < MaxLinks && Links.TryGetValue(path, out var target); i++)
        {
            path = target;
        }

        return Files.GetValueOrDefault(path);
    }
}
