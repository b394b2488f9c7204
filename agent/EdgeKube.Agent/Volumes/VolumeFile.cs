namespace EdgeKube.Agent.Volumes;

/// <summary>A file that a volume is to hold.</summary>
/// <param name="Path">Relative to the volume; checked by <see cref="VolumePath"/>.</param>
internal sealed record VolumeFile(string Path, ReadOnlyMemory<byte> Content, UnixFileMode Mode)
{
    /// <summary>User id whose file it is; null for root.</summary>
    public uint? Owner { get; init; }
}
