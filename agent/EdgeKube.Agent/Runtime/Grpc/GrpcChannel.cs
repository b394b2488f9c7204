using EdgeKube.Agent.Protos;

namespace EdgeKube.Agent.Runtime.Grpc;

/// <summary>
/// Calls over one transport. Every failure is a <see cref="RuntimeException"/>; <see cref="RuntimeErrorCode.Unavailable"/> when the server
/// is not there, and then the next call connects anew. Only the caller's own cancellation is an <see cref="OperationCanceledException"/>.
/// </summary>
/// <param name="maxMessageSize">Of an answer, in bytes, checked before anything is allocated for it.</param>
internal sealed class GrpcChannel(IGrpcTransport transport, TimeProvider time, int maxMessageSize = GrpcChannel.DefaultMaxMessageSize) : IDisposable
{
    /// <summary>What containerd itself sends at most.</summary>
    public const int DefaultMaxMessageSize = 16 << 20;

    public async Task<TResponse> CallAsync<TRequest, TResponse>(
        GrpcMethod<TRequest, TResponse> method, TRequest request, GrpcCallOptions options, CancellationToken cancellationToken)
        where TRequest : class, IRequestMessage
        where TResponse : class, IResponseMessage
    {
        using var call = Open(method, GrpcFrame.Encode(request), options, cancellationToken);
        var response = await call.ReadAsync() ?? throw new RuntimeException(RuntimeErrorCode.Internal, "The runtime sent no answer");
        return await call.ReadAsync() is null
            ? response
            : throw new RuntimeException(RuntimeErrorCode.Internal, "The runtime sent two answers to one call");
    }

    /// <summary>One request, many answers.</summary>
    public GrpcCall<TRequest, TResponse> OpenStream<TRequest, TResponse>(
        GrpcMethod<TRequest, TResponse> method, TRequest request, GrpcCallOptions options, CancellationToken cancellationToken)
        where TRequest : class, IRequestMessage
        where TResponse : class, IResponseMessage =>
        Open(method, GrpcFrame.Encode(request), options, cancellationToken);

    /// <summary>Many requests, many answers.</summary>
    public GrpcCall<TRequest, TResponse> OpenDuplex<TRequest, TResponse>(
        GrpcMethod<TRequest, TResponse> method, GrpcCallOptions options, CancellationToken cancellationToken)
        where TRequest : class, IRequestMessage
        where TResponse : class, IResponseMessage =>
        Open(method, onlyFrame: null, options, cancellationToken);

    public void Dispose() => transport.Dispose();

    private GrpcCall<TRequest, TResponse> Open<TRequest, TResponse>(
        GrpcMethod<TRequest, TResponse> method, ReadOnlyMemory<byte>? onlyFrame, GrpcCallOptions options, CancellationToken cancellationToken)
        where TRequest : class, IRequestMessage
        where TResponse : class, IResponseMessage
    {
        List<KeyValuePair<string, string>> headers = [.. options.Headers];
        var deadline = default(CancellationTokenSource);
        if (options.Timeout is { } timeout)
        {
            headers.Add(new("grpc-timeout", GrpcTimeout.Format(timeout)));
            deadline = new CancellationTokenSource(timeout, time);
        }

        return new GrpcCall<TRequest, TResponse>(transport, method, headers, onlyFrame, deadline, maxMessageSize, cancellationToken);
    }
}
