using System.Buffers;
using EdgeKube.Agent.Protos;
using EdgeKube.Link;
using EdgeKube.Link.Frames.Wire;

namespace EdgeKube.Agent.Runtime.Grpc;

/// <summary>Reads messages off a response's body.</summary>
internal sealed class GrpcFrameReader<T>(Stream body, Func<T> newMessage, int maxSize)
    where T : class, IResponseMessage
{
    private readonly byte[] _header = new byte[GrpcFrame.HeaderSize];

    /// <returns>Null at the end of the body.</returns>
    public async ValueTask<T?> ReadAsync(CancellationToken cancellationToken)
    {
        var read = await body.ReadAtLeastAsync(_header, _header.Length, throwOnEndOfStream: false, cancellationToken);
        if (read == 0)
        {
            return null;
        }

        if (read < _header.Length)
        {
            throw new IOException("The response ended inside a frame");
        }

        var length = GrpcFrame.ReadLength(_header, maxSize);
        var buffer = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            await body.ReadExactlyAsync(buffer.AsMemory(0, length), cancellationToken);
            return new WireReader(buffer.AsSpan(0, length)).Fill(newMessage());
        }
        catch (LinkProtocolException exception)
        {
            throw new RuntimeException(RuntimeErrorCode.Internal, "The runtime sent a message that cannot be read", exception);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
