namespace EdgeKube.EndToEnd.Harness;

/// <summary>Reads answers whole, and says of one that broke off what its server has to say about that.</summary>
/// <param name="server">The end of its log.</param>
internal sealed class TellingHandler(Func<string> server) : DelegatingHandler(new SocketsHttpHandler { PooledConnectionIdleTimeout = TimeSpan.FromSeconds(1) })
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            var response = await base.SendAsync(request, cancellationToken);
            await response.Content.LoadIntoBufferAsync(cancellationToken);
            return response;
        }
        catch (HttpRequestException e)
        {
            throw new HttpRequestException(e.HttpRequestError, $"{request.Method} {request.RequestUri}: {e.Message} {server()}", e, e.StatusCode);
        }
    }
}
