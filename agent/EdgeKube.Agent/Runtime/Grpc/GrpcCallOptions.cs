namespace EdgeKube.Agent.Runtime.Grpc;

/// <param name="Timeout">The server is told it, and the call fails after it; null: no limit.</param>
internal sealed record GrpcCallOptions(TimeSpan? Timeout = null)
{
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];
}
