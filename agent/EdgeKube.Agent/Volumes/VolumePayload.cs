namespace EdgeKube.Agent.Volumes;

/// <summary>The files of a volume, or why there are none (in the kubelet's words).</summary>
internal sealed record VolumePayload(IReadOnlyList<VolumeFile> Files, string? Error)
{
    public static VolumePayload Of(IEnumerable<VolumeFile> files) => new([.. files], null);

    public static VolumePayload Failed(string error) => new([], error);
}
