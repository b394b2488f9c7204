namespace EdgeKube.Cli.Transport;

/// <summary>Whoever answers requests of Kubernetes' HTTP API: a controller, or one node about itself.</summary>
internal interface IApiClient : IAsyncDisposable
{
    /// <summary>Sends a request and returns the answer, be it a refusal.</summary>
    /// <exception cref="TransportException">There was no answer.</exception>
    Task<ApiReply> AskAsync(ApiCall call, CancellationToken cancellationToken);

    /// <summary>Sends a request and yields the parts of its answer as they come.</summary>
    /// <exception cref="ApiException">It was refused.</exception>
    IAsyncEnumerable<ReadOnlyMemory<byte>> StreamAsync(ApiCall call, CancellationToken cancellationToken);

    /// <summary>Asks for a stream to a pod; a refusal comes when it is read.</summary>
    IApiStream OpenStream(ApiCall call);
}
