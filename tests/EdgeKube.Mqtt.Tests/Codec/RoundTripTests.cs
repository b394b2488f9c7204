using System.Buffers;

namespace EdgeKube.Mqtt.Tests.Codec;

public sealed class RoundTripTests
{
    [Theory]
    [InlineData(MqttPeer.Client)]
    [InlineData(MqttPeer.Server)]
    internal void Decode_AnyValidPacket_EncodesToTheSameBytes(MqttPeer sender)
    {
        for (var seed = 0; seed < 3000; seed++)
        {
            var bytes = Wire.Encode(new PacketGenerator(new Random(seed)).Next(sender), MqttProtocolVersion.V5);
            var packet = Wire.Decode(bytes, sender);
            Assert.True(packet is not null && bytes.AsSpan().SequenceEqual(Wire.Encode(packet, MqttProtocolVersion.V5)), $"seed {seed}: {Convert.ToHexString(bytes)}");
        }
    }

    [Fact]
    public void Decode_ConnectOfMqtt311_EncodesToTheSameBytes()
    {
        for (var seed = 0; seed < 500; seed++)
        {
            var bytes = Wire.Encode(new PacketGenerator(new Random(seed)).Connect(MqttProtocolVersion.V311), MqttProtocolVersion.V311);
            Assert.Equal(bytes, Wire.Encode(Wire.Decode(bytes, MqttPeer.Client)!, MqttProtocolVersion.V311));
        }
    }

    [Fact]
    public void TryRead_EveryPrefixAndEverySplit_WaitsForTheRestAndReadsTheSame()
    {
        for (var seed = 0; seed < 200; seed++)
        {
            var bytes = Wire.Encode(new PacketGenerator(new Random(seed)).Next(MqttPeer.Client), MqttProtocolVersion.V5);
            for (var cut = 0; cut < bytes.Length; cut++)
            {
                Assert.Null(Wire.Decode(bytes[..cut], MqttPeer.Client));
                var buffer = Wire.Split(bytes, cut);
                Assert.True(MqttDecoder.TryRead(ref buffer, MqttPeer.Client, MqttProtocolVersion.V5, 1 << 20, out var packet));
                Assert.True(buffer.IsEmpty);
                Assert.Equal(bytes, Wire.Encode(packet, MqttProtocolVersion.V5));
            }
        }
    }

    [Fact]
    public void Measure_AnyPacket_IsWhatIsWritten()
    {
        for (var seed = 0; seed < 500; seed++)
        {
            var packet = new PacketGenerator(new Random(seed)).Next(MqttPeer.Client);
            Assert.Equal(Wire.Encode(packet, MqttProtocolVersion.V5).Length, MqttEncoder.Measure(packet, MqttProtocolVersion.V5));
        }
    }
}
