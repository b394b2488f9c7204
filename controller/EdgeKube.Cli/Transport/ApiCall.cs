namespace EdgeKube.Cli.Transport;

/// <summary>One request of Kubernetes' HTTP API.</summary>
internal sealed record ApiCall(string Method, string Path)
{
    public const string Json = "application/json";

    public const string MergePatch = "application/merge-patch+json";

    public ReadOnlyMemory<byte> Body { get; init; }

    public string? ContentType { get; init; }

    public static ApiCall Get(string path) => new("GET", path);
}
