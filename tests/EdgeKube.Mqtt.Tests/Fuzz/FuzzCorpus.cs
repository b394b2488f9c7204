using EdgeKube.Mqtt.Tests.Codec;

namespace EdgeKube.Mqtt.Tests.Fuzz;

/// <summary>Valid packets of both ends, and the shapes that the encoder here never writes.</summary>
internal static class FuzzCorpus
{
    private const int Generated = 400;

    public static List<byte[]> Build()
    {
        var corpus = new List<byte[]>();
        for (var seed = 0; seed < Generated; seed++)
        {
            var generator = new PacketGenerator(new Random(seed));
            corpus.Add(Wire.Encode(generator.Next((MqttPeer)(seed % 2)), MqttProtocolVersion.V5));
            if (seed % 8 == 0)
            {
                corpus.Add(Wire.Encode(generator.Connect(MqttProtocolVersion.V311), MqttProtocolVersion.V311));
                corpus.Add(Wire.Encode(generator.Next((MqttPeer)(seed / 8 % 2)), MqttProtocolVersion.V311));
            }
        }

        // Every packet with one broken rule from the decoder's table, so that each rule has neighbours.
        corpus.AddRange(MqttDecoderTests.Malformed.Select(row => Convert.FromHexString((string)row[1])));
        corpus.AddRange(ReturnCodes());
        corpus.Add(Convert.FromHexString("101400044D51545405020000" + "07" + "15000161" + "160000" + "0000"));
        corpus.Add(Convert.FromHexString("200E000000" + "0A" + "1A000161" + "1C000162" + "2500"));
        corpus.Add(Convert.FromHexString("300A0001610" + "40B010B0278"));
        corpus.Add(Convert.FromHexString("900900010" + "41F00017800"));
        corpus.AddRange(Large());
        return corpus;
    }

    private static IEnumerable<byte[]> ReturnCodes() => Enumerable.Range(0, 7).Select(code => new byte[] { 0x20, 2, 0, (byte)code });

    private static IEnumerable<byte[]> Large()
    {
        var properties = Enumerable.Repeat(new MqttUserProperty("n", ""), CodecLimits.MaxUserProperties + 1).ToArray();
        yield return Wire.Encode(new PublishPacket(new MqttMessage("t", default) { UserProperties = properties }, 0), MqttProtocolVersion.V5);
        yield return Wire.Encode(new SubscribePacket(1, [.. Enumerable.Repeat(new MqttSubscription(""), CodecLimits.MaxFilters + 1)]), MqttProtocolVersion.V5);
        yield return Wire.Encode(new UnsubscribePacket(1, [.. Enumerable.Repeat("", CodecLimits.MaxFilters + 1)]), MqttProtocolVersion.V5);
        yield return Wire.Encode(new SubAckPacket(1, [.. Enumerable.Repeat(MqttReasonCode.Success, CodecLimits.MaxFilters + 1)]), MqttProtocolVersion.V5);
    }
}
