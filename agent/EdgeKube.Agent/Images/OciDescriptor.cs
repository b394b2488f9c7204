namespace EdgeKube.Agent.Images;

/// <summary>OCI's pointer to a blob.</summary>
internal sealed record OciDescriptor
{
    public string MediaType { get; init; } = "";

    /// <summary>sha256: and 64 hexadecimal digits, once checked.</summary>
    public string Digest { get; init; } = "";

    public long Size { get; init; }

    public OciPlatform? Platform { get; init; }

    public IReadOnlyDictionary<string, string>? Annotations { get; init; }
}
