namespace EdgeKube.Agent.Runtime;

/// <summary>A container as a list shows it.</summary>
/// <param name="Image">The image as it was asked for.</param>
/// <param name="ImageRef">The image in use, by digest.</param>
internal sealed record RuntimeContainer(
    string Id,
    string SandboxId,
    string Name,
    uint Attempt,
    RuntimeContainerState State,
    DateTimeOffset CreatedAt,
    string Image,
    string ImageRef,
    IReadOnlyDictionary<string, string> Labels,
    IReadOnlyDictionary<string, string> Annotations);
