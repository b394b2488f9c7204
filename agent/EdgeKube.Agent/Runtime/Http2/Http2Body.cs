using System.Buffers;
using EdgeKube.Agent.Runtime.Http2.Session;
using EdgeKube.Hosting;

namespace EdgeKube.Agent.Runtime.Http2;

/// <summary>A response's body. What was read makes room for more.</summary>
internal sealed class Http2Body(Http2Connection connection, Http2Stream stream) : SequentialStream
{
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var result = await stream.Body.ReadAsync(cancellationToken);
        var count = (int)Math.Min(buffer.Length, result.Buffer.Length);
        var taken = result.Buffer.Slice(0, count);
        taken.CopyTo(buffer.Span);
        stream.Body.AdvanceTo(taken.End);
        if (count > 0)
        {
            connection.Consume(stream, count);
        }

        return count;
    }
}
