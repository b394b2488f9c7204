namespace EdgeKube.Agent.Runtime.Grpc;

/// <summary>One request and its response on <see cref="HttpGrpcTransport"/>.</summary>
internal sealed class HttpGrpcExchange : IGrpcExchange
{
    private readonly HttpRequestMessage _request;
    private readonly DuplexContent? _duplex;
    private readonly CancellationTokenSource _ended;
    private readonly Task<HttpResponseMessage> _sending;
    private HttpResponseMessage? _response;

    public HttpGrpcExchange(HttpMessageInvoker http, HttpRequestMessage request, DuplexContent? duplex, CancellationToken cancellationToken)
    {
        _request = request;
        _duplex = duplex;
        _ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _sending = SendRequestAsync(http, _ended.Token);
    }

    public int HttpStatus => (int)(_response?.StatusCode ?? 0);

    public async ValueTask SendAsync(ReadOnlyMemory<byte> frame, CancellationToken cancellationToken)
    {
        try
        {
            await _duplex!.WriteAsync(frame, cancellationToken);
        }
        catch (Exception exception) when (exception is HttpRequestException or ObjectDisposedException)
        {
            throw new IOException("The request was cut off", exception);
        }
    }

    public void CompleteSending() => _duplex?.Complete();

    public async Task<Stream> GetBodyAsync(CancellationToken cancellationToken)
    {
        _response ??= await _sending.WaitAsync(cancellationToken);
        return await _response.Content.ReadAsStreamAsync(cancellationToken);
    }

    public string? FindTrailer(string name)
    {
        if (_response is null)
        {
            return null;
        }

        return _response.TrailingHeaders.TryGetValues(name, out var values) || _response.Headers.TryGetValues(name, out values)
            ? values.FirstOrDefault()
            : null;
    }

    public void Dispose()
    {
        _ended.Cancel();
        _duplex?.Complete();
        // The response may still be on its way; whoever comes last cleans up.
        _sending.ContinueWith(
            static sent =>
            {
                if (sent.IsCompletedSuccessfully)
                {
                    sent.Result.Dispose();
                }

                _ = sent.Exception;
            },
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
        _request.Dispose();
        _ended.Dispose();
    }

    private async Task<HttpResponseMessage> SendRequestAsync(HttpMessageInvoker http, CancellationToken cancellationToken)
    {
        try
        {
            return await http.SendAsync(_request, cancellationToken);
        }
        catch (Exception exception)
        {
            // A writer that waits for the stream must hear that there will be none.
            _duplex?.Fail(exception);
            throw exception is HttpRequestException ? new IOException(exception.Message, exception) : exception;
        }
    }
}
