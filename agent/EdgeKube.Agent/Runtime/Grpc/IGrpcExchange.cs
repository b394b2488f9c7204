namespace EdgeKube.Agent.Runtime.Grpc;

/// <summary>One HTTP/2 stream. Disposing resets it when it is not over.</summary>
internal interface IGrpcExchange : IDisposable
{
    ValueTask SendAsync(ReadOnlyMemory<byte> frame, CancellationToken cancellationToken);

    void CompleteSending();

    /// <summary>Waits for the response's headers.</summary>
    Task<Stream> GetBodyAsync(CancellationToken cancellationToken);

    /// <summary>Of the response; meaningful once there is a body.</summary>
    int HttpStatus { get; }

    /// <summary>Looked for in the trailers (complete when the body is read to its end), then in the headers.</summary>
    string? FindTrailer(string name);
}
