namespace EdgeKube.Agent.Runtime;

/// <param name="StartedAt">Null before the start.</param>
/// <param name="FinishedAt">Null before the end.</param>
/// <param name="ExitCode">Meaningful when <see cref="RuntimeContainerState.Exited"/>; 128 + the signal when killed.</param>
/// <param name="Reason">The runtime's word, for example Completed, Error, OOMKilled, StartError.</param>
/// <param name="LogPath">Absolute path of the log file.</param>
internal sealed record RuntimeContainerStatus(
    string Id,
    string Name,
    uint Attempt,
    RuntimeContainerState State,
    DateTimeOffset CreatedAt,
    DateTimeOffset? StartedAt,
    DateTimeOffset? FinishedAt,
    int ExitCode,
    string Reason,
    string Message,
    string Image,
    string ImageRef,
    string LogPath,
    IReadOnlyDictionary<string, string> Labels,
    IReadOnlyDictionary<string, string> Annotations);
