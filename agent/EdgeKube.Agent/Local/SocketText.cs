using System.Runtime.CompilerServices;
using EdgeKube.Agent.Streams;
using EdgeKube.Link.Streams;

namespace EdgeKube.Agent.Local;

/// <summary>A log as an answer's body, which ends with the connection. The head goes before the first bytes: until then a refusal can still be told.</summary>
internal sealed class SocketText(LocalConnection connection, CancellationTokenSource gone) : INodeStream
{
    public bool HasBegun { get; private set; }

    public CancellationToken Cancelled => gone.Token;

    public async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        await BeginAsync(cancellationToken);
        await connection.Socket.WriteAsync(bytes, cancellationToken);
    }

    public async ValueTask BeginAsync(CancellationToken cancellationToken)
    {
        if (!HasBegun)
        {
            HasBegun = true;
            await connection.WriteHeadAsync("200 OK", ["Content-Type: text/plain"], cancellationToken);
        }
    }

    /// <summary>A log takes no input.</summary>
    public async IAsyncEnumerable<StreamRecord> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        yield break;
    }
}
