using EdgeKube.Agent.Runtime.Http2;
using EdgeKube.Agent.Runtime.Http2.Hpack;

namespace EdgeKube.Agent.Runtime.Grpc;

/// <summary>One request and its response on <see cref="HttpGrpcTransport"/>.</summary>
internal sealed class HttpGrpcExchange : IGrpcExchange
{
    private readonly CancellationTokenSource _ended;
    private readonly Task<Http2Call> _opening;
    private Http2Call? _call;

    public HttpGrpcExchange(Http2Client http, IReadOnlyList<HeaderField> fields, ReadOnlyMemory<byte>? onlyFrame, CancellationToken cancellationToken)
    {
        _ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _opening = http.OpenAsync(fields, _ended.Token);
        _ended.Token.UnsafeRegister(static exchange => ((HttpGrpcExchange)exchange!).Cancel(), this);
        if (onlyFrame is { } frame)
        {
            _ = FinishAsync(frame, _ended.Token);
        }
    }

    public int HttpStatus => _call?.Status ?? 0;

    public async ValueTask SendAsync(ReadOnlyMemory<byte> frame, CancellationToken cancellationToken)
    {
        var call = await _opening.WaitAsync(cancellationToken);
        await call.SendAsync(frame, isEnd: false, cancellationToken);
    }

    public void CompleteSending() => _ = FinishAsync(ReadOnlyMemory<byte>.Empty, _ended.Token);

    public async Task<Stream> GetBodyAsync(CancellationToken cancellationToken)
    {
        _call ??= await _opening.WaitAsync(cancellationToken);
        await _call.Headers.WaitAsync(cancellationToken);
        return _call.Body;
    }

    public string? FindTrailer(string name) => _call?.FindField(name);

    public void Dispose()
    {
        _ended.Cancel();
        _ended.Dispose();
    }

    /// <summary>Sends the last of the request, beside whoever reads the response: that tells what went wrong, so this need not.</summary>
    private async Task FinishAsync(ReadOnlyMemory<byte> rest, CancellationToken cancellationToken)
    {
        try
        {
            var call = await _opening;
            await call.SendAsync(rest, isEnd: true, cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException)
        {
        }
    }

    /// <summary>The call may still be on its way to a connection; then it ends as soon as it is there.</summary>
    private void Cancel() => _opening.ContinueWith(
        static opened =>
        {
            if (opened.IsCompletedSuccessfully)
            {
                opened.Result.Cancel();
            }

            _ = opened.Exception;
        },
        CancellationToken.None,
        TaskContinuationOptions.ExecuteSynchronously,
        TaskScheduler.Default);
}
