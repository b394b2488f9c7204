namespace EdgeKube.Agent.Replica;

/// <summary>
/// Two generations of a set in two files, <c>NAME.0</c> and <c>NAME.1</c>. A write replaces the older one as a whole (temporary file, fsync, rename,
/// fsync of the directory), so at every moment of a power cut at least one whole generation is on disk. One writer at a time.
/// </summary>
internal sealed class ReplicaStore(string directory, string name)
{
    /// <summary>Told of each write.</summary>
    public Action<long> Written { get; init; } = _ => { };

    private string PathOf(long generation) => Path.Combine(directory, $"{name}.{generation % 2}");

    /// <summary>The newest whole generation, or the empty replica when there never was one.</summary>
    /// <param name="damaged">Told once per file that had to be passed over, with the reason.</param>
    /// <exception cref="ReplicaDamagedException">There are files, but none is whole: nothing may be concluded from that.</exception>
    public ReplicaImage Load(Action<string, string> damaged)
    {
        AtomicFile.CreateDirectory(directory);
        var images = new List<ReplicaImage>();
        var faults = 0;
        foreach (var path in new[] { PathOf(0), PathOf(1) }.Where(File.Exists))
        {
            try
            {
                images.Add(Read(path));
            }
            catch (ReplicaDamagedException e)
            {
                damaged(path, e.Message);
                faults++;
            }
        }

        if (images.Count == 0 && faults > 0)
        {
            throw new ReplicaDamagedException($"no whole generation of {name} is left in {directory}");
        }

        return images.MaxBy(image => image.Generation) ?? ReplicaImage.Empty;
    }

    /// <summary>Returns when the image is on the disk.</summary>
    /// <exception cref="IOException">The disk is full, failing or read-only; both former generations are untouched.</exception>
    public void Save(ReplicaImage image)
    {
        var bytes = ReplicaCodec.Encode(image);
        AtomicFile.Write(PathOf(image.Generation), bytes.Span);
        Written(bytes.Length);
    }

    private static ReplicaImage Read(string path)
    {
        var length = new FileInfo(path).Length;
        return length <= ReplicaCodec.MaxBytes
            ? ReplicaCodec.Decode(File.ReadAllBytes(path))
            : throw new ReplicaDamagedException($"it is larger ({length} bytes) than any replica");
    }
}
