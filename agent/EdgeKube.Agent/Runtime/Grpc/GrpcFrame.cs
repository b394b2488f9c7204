using System.Buffers.Binary;
using EdgeKube.Agent.Protos;
using EdgeKube.Link.Frames.Wire;

namespace EdgeKube.Agent.Runtime.Grpc;

/// <summary>gRPC's envelope around a message: one byte of compression flag, four of length (big endian), the message.</summary>
internal static class GrpcFrame
{
    public const int HeaderSize = 5;

    public static ReadOnlyMemory<byte> Encode(IRequestMessage message)
    {
        var writer = new WireWriter(HeaderSize);
        message.Write(writer);
        var frame = writer.Written;
        BinaryPrimitives.WriteInt32BigEndian(frame.Span[1..], frame.Length - HeaderSize);
        return frame;
    }

    /// <returns>The length of the message that follows.</returns>
    /// <exception cref="RuntimeException">The message is compressed (nobody asked for it) or larger than <paramref name="maxSize"/>.</exception>
    public static int ReadLength(ReadOnlySpan<byte> header, int maxSize)
    {
        if (header[0] != 0)
        {
            throw new RuntimeException(RuntimeErrorCode.Internal, "The runtime sent a compressed message");
        }

        var length = BinaryPrimitives.ReadUInt32BigEndian(header[1..]);
        return length <= (uint)maxSize
            ? (int)length
            : throw new RuntimeException(RuntimeErrorCode.ResourceExhausted, $"The runtime sent a message of {length} bytes, more than the {maxSize} allowed");
    }
}
