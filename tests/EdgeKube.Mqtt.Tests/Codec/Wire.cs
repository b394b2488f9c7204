using System.Buffers;

namespace EdgeKube.Mqtt.Tests.Codec;

internal static class Wire
{
    public static byte[] Encode(MqttPacket packet, MqttProtocolVersion version)
    {
        var output = new ArrayBufferWriter<byte>();
        MqttEncoder.Write(output, packet, version);
        return output.WrittenSpan.ToArray();
    }

    public static MqttPacket? Decode(byte[] bytes, MqttPeer sender, MqttProtocolVersion version = MqttProtocolVersion.V5, int maxPacketSize = 1 << 20)
    {
        var buffer = new ReadOnlySequence<byte>(bytes);
        return MqttDecoder.TryRead(ref buffer, sender, version, maxPacketSize, out var packet) ? packet : null;
    }

    /// <summary>The bytes in several segments, cut at the given places.</summary>
    public static ReadOnlySequence<byte> Split(ReadOnlyMemory<byte> bytes, params ReadOnlySpan<int> cuts)
    {
        var first = new Segment(ReadOnlyMemory<byte>.Empty, null);
        var last = first;
        var start = 0;
        foreach (var cut in cuts)
        {
            last = new Segment(bytes[start..cut], last);
            start = cut;
        }

        last = new Segment(bytes[start..], last);
        return new ReadOnlySequence<byte>(first, 0, last, last.Memory.Length);
    }

    private sealed class Segment : ReadOnlySequenceSegment<byte>
    {
        public Segment(ReadOnlyMemory<byte> memory, Segment? previous)
        {
            Memory = memory;
            if (previous is not null)
            {
                RunningIndex = previous.RunningIndex + previous.Memory.Length;
                previous.Next = this;
            }
        }
    }
}
