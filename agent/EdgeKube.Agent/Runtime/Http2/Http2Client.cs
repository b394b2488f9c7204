using EdgeKube.Agent.Runtime.Http2.Hpack;

namespace EdgeKube.Agent.Runtime.Http2;

/// <summary>Calls to one server over one connection, which is made when a call needs it and again after it was lost.</summary>
/// <param name="connect">Makes the byte stream; fails with <see cref="IOException"/>.</param>
internal sealed class Http2Client(Func<CancellationToken, ValueTask<Stream>> connect, TimeProvider time) : IDisposable
{
    /// <summary>A server may end a connection just when a call wants it; one that always does is not there.</summary>
    private const int MaxAttempts = 3;

    private static readonly TimeSpan ConnectLimit = TimeSpan.FromSeconds(5);

    private readonly Lock _lock = new();
    private Task<Http2Connection>? _connection;
    private bool _isDisposed;

    /// <exception cref="IOException">The server is not there.</exception>
    public async Task<Http2Call> OpenAsync(IReadOnlyList<HeaderField> fields, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < MaxAttempts; attempt++)
        {
            var connection = await GetConnection().WaitAsync(cancellationToken);
            if (await connection.TryOpenAsync(fields, cancellationToken) is { } call)
            {
                return call;
            }
        }

        throw new IOException("The server takes no calls");
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _isDisposed = true;
            _connection?.ContinueWith(
                static made =>
                {
                    if (made.IsCompletedSuccessfully)
                    {
                        made.Result.Dispose();
                    }
                },
                CancellationToken.None,
                TaskContinuationOptions.ExecuteSynchronously,
                TaskScheduler.Default);
        }
    }

    private Task<Http2Connection> GetConnection()
    {
        lock (_lock)
        {
            if (_isDisposed)
            {
                throw new IOException("The connection was closed");
            }

            if (_connection is null or { IsFaulted: true } or { IsCompletedSuccessfully: true, Result.TakesCalls: false })
            {
                _connection = ConnectAsync();
            }

            return _connection;
        }
    }

    /// <summary>Does not belong to the call that began it: others may wait for the same connection.</summary>
    private async Task<Http2Connection> ConnectAsync()
    {
        using var limit = new CancellationTokenSource(ConnectLimit, time);
        var connection = default(Http2Connection);
        try
        {
            connection = new Http2Connection(await connect(limit.Token), time);
            await connection.Ready.WaitAsync(limit.Token);
            return connection;
        }
        catch (OperationCanceledException exception)
        {
            connection?.Dispose();
            throw new IOException("The server does not answer", exception);
        }
        catch
        {
            connection?.Dispose();
            throw;
        }
    }
}
