namespace EdgeKube.Agent.Runtime.Grpc;

/// <summary>
/// The seam to HTTP/2: carries frames that are already encoded, knows nothing of messages. It connects when a call needs it and
/// again after the server was gone. Failures are <see cref="IOException"/>.
/// </summary>
internal interface IGrpcTransport : IDisposable
{
    /// <param name="onlyFrame">The whole request body; null: frames follow by <see cref="IGrpcExchange.SendAsync"/>.</param>
    /// <param name="cancellationToken">Ends the exchange at any time of its life.</param>
    IGrpcExchange Open(string path, IReadOnlyList<KeyValuePair<string, string>> headers, ReadOnlyMemory<byte>? onlyFrame, CancellationToken cancellationToken);
}
