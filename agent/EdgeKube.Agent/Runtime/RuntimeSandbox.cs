namespace EdgeKube.Agent.Runtime;

/// <summary>A sandbox as a list shows it.</summary>
/// <param name="Ready">False once its process has ended or it was stopped.</param>
internal sealed record RuntimeSandbox(
    string Id,
    string Name,
    string Namespace,
    string Uid,
    uint Attempt,
    bool Ready,
    DateTimeOffset CreatedAt,
    IReadOnlyDictionary<string, string> Labels,
    IReadOnlyDictionary<string, string> Annotations);
