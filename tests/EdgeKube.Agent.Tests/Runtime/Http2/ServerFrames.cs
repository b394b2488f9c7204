using System.Buffers;
using System.Buffers.Binary;
using EdgeKube.Agent.Runtime.Http2.Frames;
using EdgeKube.Agent.Runtime.Http2.Hpack;
using EdgeKube.Link.Frames.Wire;

namespace EdgeKube.Agent.Tests.Runtime.Http2;

/// <summary>What a server says, byte by byte; right or wrong.</summary>
internal static class ServerFrames
{
    public static byte[] Settings(params (ushort Setting, uint Value)[] settings)
    {
        var payload = new byte[6 * settings.Length];
        for (var i = 0; i < settings.Length; i++)
        {
            BinaryPrimitives.WriteUInt16BigEndian(payload.AsSpan(6 * i), settings[i].Setting);
            BinaryPrimitives.WriteUInt32BigEndian(payload.AsSpan((6 * i) + 2), settings[i].Value);
        }

        return Frame(FrameType.Settings, FrameFlags.None, 0, payload);
    }

    public static byte[] Headers(int streamId, bool isEnd, params (string Name, string Value)[] fields) =>
        Frame(FrameType.Headers, FrameFlags.EndHeaders | (isEnd ? FrameFlags.EndStream : FrameFlags.None), streamId, Block(fields));

    public static byte[] Block(params (string Name, string Value)[] fields)
    {
        var block = new ArrayBufferWriter<byte>();
        HpackEncoder.Write(block, fields.Select(f => new HeaderField(f.Name, f.Value)));
        return block.WrittenSpan.ToArray();
    }

    public static byte[] Data(int streamId, byte[] data, bool isEnd = false) => Frame(FrameType.Data, isEnd ? FrameFlags.EndStream : FrameFlags.None, streamId, data);

    public static byte[] WindowUpdate(int streamId, uint increment) => Frame(FrameType.WindowUpdate, FrameFlags.None, streamId, Number(increment));

    public static byte[] Reset(int streamId, Http2ErrorCode code) => Frame(FrameType.RstStream, FrameFlags.None, streamId, Number((uint)code));

    public static byte[] GoAway(int lastId, Http2ErrorCode code) => Frame(FrameType.GoAway, FrameFlags.None, 0, [.. Number((uint)lastId), .. Number((uint)code)]);

    public static byte[] Ping() => Frame(FrameType.Ping, FrameFlags.None, 0, new byte[8]);

    /// <summary>An answer to CRI's Version in gRPC's envelope.</summary>
    public static byte[] VersionMessage(string runtimeName)
    {
        var message = new WireWriter();
        message.Text(2, runtimeName);
        var bytes = message.ToArray();
        return [0, .. Number((uint)bytes.Length), .. bytes];
    }

    /// <summary>The whole of a good answer with this body.</summary>
    public static byte[] Answer(int streamId, byte[] body) =>
    [
        .. Headers(streamId, isEnd: false, (":status", "200"), ("content-type", "application/grpc")),
        .. Data(streamId, body),
        .. Headers(streamId, isEnd: true, ("grpc-status", "0")),
    ];

    public static byte[] Frame(FrameType type, FrameFlags flags, int streamId, byte[] payload)
    {
        var frame = new byte[FrameHeader.Size + payload.Length];
        new FrameHeader(payload.Length, type, flags, streamId).Write(frame);
        payload.CopyTo(frame, FrameHeader.Size);
        return frame;
    }

    private static byte[] Number(uint value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, value);
        return bytes;
    }
}
