namespace EdgeKube.Agent.Repair;

/// <summary>What was wrong with one image, and what still is.</summary>
/// <param name="Blobs">That were not what their digests say.</param>
/// <param name="Files">Of unpacked layers that were missing or changed; they have been written anew.</param>
/// <param name="Fault">Why it could not be repaired, or null.</param>
internal sealed record ImageFindings(int Blobs, int Files, string? Fault)
{
    public static readonly ImageFindings Sound = new(0, 0, null);

    /// <summary>Layers that the runtime does not bring again while they are unpacked: nothing is there to compare their files with.</summary>
    public int Unverified { get; init; }

    public bool IsSound => Blobs + Files == 0 && Fault is null;

    public string Describe() => (Blobs, Files) switch
    {
        (0, 0) => "it is whole again",
        (0, _) => $"{Files} of its unpacked files were restored",
        (_, 0) => $"{Blobs} of its blobs were replaced",
        _ => $"{Blobs} of its blobs and {Files} of its unpacked files were restored",
    } + (Unverified > 0 ? $"; the unpacked files of {Unverified} layers are used as they are" : "");
}
