using EdgeKube.Agent.Protos;

namespace EdgeKube.Agent.Runtime.Grpc;

/// <summary>A call that is under way. Reads and writes may happen beside each other, but each only one at a time.</summary>
internal sealed class GrpcCall<TRequest, TResponse> : IDisposable
    where TRequest : class, IRequestMessage
    where TResponse : class, IResponseMessage
{
    private readonly GrpcMethod<TRequest, TResponse> _method;
    private readonly CancellationTokenSource? _deadline;
    private readonly CancellationTokenSource _ended;
    private readonly CancellationToken _token;
    private readonly CancellationToken _caller;
    private readonly IGrpcExchange _exchange;
    private readonly int _maxMessageSize;
    private GrpcFrameReader<TResponse>? _reader;

    public GrpcCall(
        IGrpcTransport transport,
        GrpcMethod<TRequest, TResponse> method,
        IReadOnlyList<KeyValuePair<string, string>> headers,
        ReadOnlyMemory<byte>? onlyFrame,
        CancellationTokenSource? deadline,
        int maxMessageSize,
        CancellationToken cancellationToken)
    {
        _method = method;
        _deadline = deadline;
        _caller = cancellationToken;
        _ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline?.Token ?? CancellationToken.None);
        _token = _ended.Token;
        _maxMessageSize = maxMessageSize;
        _exchange = transport.Open(method.Path, headers, onlyFrame, _token);
    }

    /// <exception cref="RuntimeException">Also when the server has already ended the call; then <see cref="ReadAsync"/> tells why.</exception>
    public async Task WriteAsync(TRequest request)
    {
        try
        {
            await _exchange.SendAsync(GrpcFrame.Encode(request), _token);
        }
        catch (Exception exception) when (Translate(exception) is { } translated)
        {
            throw translated;
        }
    }

    public void CompleteWriting() => _exchange.CompleteSending();

    /// <returns>Null when the server has ended the call with success.</returns>
    public async ValueTask<TResponse?> ReadAsync()
    {
        try
        {
            _reader ??= new GrpcFrameReader<TResponse>(await _exchange.GetBodyAsync(_token), _method.NewResponse, _maxMessageSize);
            if (_exchange.HttpStatus == 200 && await _reader.ReadAsync(_token) is { } message)
            {
                return message;
            }
        }
        catch (Exception exception) when (Translate(exception) is { } translated)
        {
            throw translated;
        }

        return GrpcStatus.Read(_exchange.HttpStatus, _exchange.FindTrailer("grpc-status"), _exchange.FindTrailer("grpc-message")) is { } failure
            ? throw failure
            : null;
    }

    public void Dispose()
    {
        _exchange.Dispose();
        _ended.Dispose();
        _deadline?.Dispose();
    }

    /// <returns>Null for what passes as it is: the caller's own cancellation, and what is translated already.</returns>
    private Exception? Translate(Exception exception) => exception switch
    {
        RuntimeException => null,
        _ when _caller.IsCancellationRequested => exception is OperationCanceledException ? null : new OperationCanceledException(exception.Message, exception, _caller),
        _ when _deadline is { IsCancellationRequested: true } => new RuntimeException(RuntimeErrorCode.DeadlineExceeded, $"The runtime did not answer {_method.Path} in time", exception),
        IOException or OperationCanceledException => new RuntimeException(RuntimeErrorCode.Unavailable, $"The runtime is not reachable: {exception.Message}", exception),
        _ => null,
    };
}
