namespace EdgeKube.Agent.Runtime;

/// <summary>An image on this node.</summary>
/// <param name="Id">sha256:… of the image's configuration.</param>
/// <param name="SizeBytes">Compressed size.</param>
/// <param name="Uid">The user the image runs as, when it names one by number.</param>
/// <param name="Username">The user the image runs as, when it names one by name.</param>
internal sealed record RuntimeImage(
    string Id,
    IReadOnlyList<string> RepoTags,
    IReadOnlyList<string> RepoDigests,
    ulong SizeBytes,
    long? Uid,
    string Username,
    bool Pinned);
