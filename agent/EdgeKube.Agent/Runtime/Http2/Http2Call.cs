using EdgeKube.Agent.Runtime.Http2.Session;

namespace EdgeKube.Agent.Runtime.Http2;

/// <summary>One request and its response, for who made it. Reading and sending may happen beside each other, but each only one at a time.</summary>
internal sealed class Http2Call(Http2Connection connection, Http2Stream stream)
{
    /// <summary>Completes when the response's headers are there; fails with <see cref="IOException"/>.</summary>
    public Task Headers => stream.Headers;

    /// <summary>HTTP's; 0 before <see cref="Headers"/>.</summary>
    public int Status => stream.Status;

    public Stream Body { get; } = new Http2Body(connection, stream);

    public string? FindField(string name) => stream.FindField(name);

    /// <exception cref="IOException">The call is over; the response tells why.</exception>
    public ValueTask SendAsync(ReadOnlyMemory<byte> data, bool isEnd, CancellationToken cancellationToken) =>
        connection.SendAsync(stream, data, isEnd, cancellationToken);

    /// <summary>Gives the call up. Does nothing when it is over.</summary>
    public void Cancel() => connection.Cancel(stream);
}
