namespace EdgeKube.Mqtt.Tests.Codec;

public sealed class MqttDecoderTests
{
    /// <summary>Packets that break one rule each, and the reason code the rule asks for.</summary>
    public static TheoryData<string, string, int, byte> Malformed => new()
    {
        // what | hex | 4 or 5 for a client's packet of that version, 14 or 15 for a server's | reason
        { "packet type 0", "0000", 5, 0x82 },
        { "AUTH", "F000", 5, 0x82 },
        { "PUBREC: no QoS 2", "50020001", 5, 0x82 },
        { "CONNACK from a client", "2003000000", 5, 0x82 },
        { "SUBSCRIBE from a server", "8208000100000161" + "00", 15, 0x82 },
        { "remaining length of five bytes", "30FFFFFFFF01", 5, 0x81 },
        { "reserved flags of PINGREQ", "C100", 5, 0x81 },
        { "SUBSCRIBE without its flags", "8007000100000161" + "00", 5, 0x81 },
        { "PINGREQ with a body", "C00100", 5, 0x81 },
        { "protocol name", "100D00044D51545505020000" + "00" + "0000", 5, 0x84 },
        { "protocol level 6", "100D00044D51545406020000" + "00" + "0000", 5, 0x84 },
        { "MQTT 3.1", "100E00064D51497364700302" + "000A0000", 5, 0x84 },
        { "reserved connect flag", "100D00044D51545405030000" + "00" + "0000", 5, 0x81 },
        { "will QoS without a will", "100D00044D515454050A0000" + "00" + "0000", 5, 0x81 },
        { "will QoS 3", "100D00044D515454051C0000" + "00" + "0000", 5, 0x81 },
        { "password without user name in 3.1.1", "100C00044D51545404420000" + "0000", 4, 0x81 },
        { "client id beyond the end", "100D00044D51545405020000" + "00" + "0005", 5, 0x81 },
        { "packet ends in the keep alive", "100900044D515454050200", 5, 0x81 },
        { "bytes after CONNECT", "100E00044D51545405020000" + "00" + "0000" + "FF", 5, 0x81 },
        { "will topic with a wildcard", "101300044D51545405060000" + "00" + "0000" + "00" + "000123" + "0000", 5, 0x90 },
        { "session expiry twice", "101700044D51545405020000" + "0A" + "1100000001" + "1100000002" + "0000", 5, 0x82 },
        { "receive maximum 0", "101000044D51545405020000" + "03" + "210000" + "0000", 5, 0x82 },
        { "maximum packet size 0", "101200044D51545405020000" + "05" + "2700000000" + "0000", 5, 0x82 },
        { "request problem information 2", "100F00044D51545405020000" + "02" + "1702" + "0000", 5, 0x82 },
        { "topic alias in CONNECT", "101000044D51545405020000" + "03" + "230001" + "0000", 5, 0x81 },
        { "authentication data without a method", "101100044D51545405020000" + "04" + "16000100" + "0000", 5, 0x82 },
        { "unknown property", "100F00044D51545405020000" + "02" + "7F00" + "0000", 5, 0x81 },
        { "property block beyond the end", "100D00044D51545405020000" + "7F" + "0000", 5, 0x81 },
        { "property cut short", "100F00044D51545405020000" + "02" + "1100" + "0000", 5, 0x81 },
        { "property length of five bytes", "101100044D51545405020000" + "FFFFFFFF01" + "0000", 5, 0x81 },
        { "QoS 3", "36060001610001" + "00", 5, 0x81 },
        { "QoS 2", "34060001610001" + "00", 5, 0x9B },
        { "duplicate of QoS 0", "380400016100", 5, 0x81 },
        { "packet identifier 0", "3206000161000000", 5, 0x81 },
        { "topic with a wildcard", "300600032B2F6100", 5, 0x90 },
        { "no topic and no alias", "3003000000", 5, 0x82 },
        { "no topic in 3.1.1", "30020000", 4, 0x82 },
        { "topic alias 0", "3006000003230000", 5, 0x94 },
        { "topic not UTF-8", "30050002C0AF00", 5, 0x81 },
        { "topic with a surrogate", "30060003EDA08000", 5, 0x81 },
        { "topic with U+0000", "30050002610000", 5, 0x81 },
        { "response topic with a wildcard", "3008000161040800012B", 5, 0x82 },
        { "payload format 2", "3006000161020102", 5, 0x82 },
        { "subscription identifier from a client", "3006000161020B01", 5, 0x81 },
        { "subscription identifier 0", "3006000161020B00", 15, 0x82 },
        { "PUBACK with identifier 0", "40020000", 5, 0x81 },
        { "PUBACK with the reason of another", "4003000101", 5, 0x82 },
        { "PUBACK of 3.1.1 with a reason", "4003000100", 4, 0x81 },
        { "SUBSCRIBE without a filter", "8203000100", 5, 0x81 },
        { "subscription QoS 3", "82070001000001" + "6103", 5, 0x81 },
        { "subscription reserved bits", "82070001000001" + "6140", 5, 0x81 },
        { "subscription options in 3.1.1", "820600010001" + "6104", 4, 0x81 },
        { "retain handling 3", "82070001000001" + "6130", 5, 0x82 },
        { "no local on a shared subscription", "820E0001000008" + "2473686172652F61" + "04", 5, 0x82 },
        { "UNSUBSCRIBE without a filter", "A203000100", 5, 0x81 },
        { "CONNACK reserved flags", "2003020000", 15, 0x81 },
        { "CONNACK unknown reason", "2003000100", 15, 0x82 },
        { "CONNACK session present and refused", "2003018700", 15, 0x82 },
        { "CONNACK return code 6", "20020006", 14, 0x81 },
        { "SUBACK without a reason", "9003000100", 15, 0x81 },
        { "DISCONNECT reason of the server from a client", "E0018E", 5, 0x82 },
        { "DISCONNECT of 3.1.1 with a reason", "E00104", 4, 0x81 },
        { "session expiry in a server's DISCONNECT", "E00700051100000001", 15, 0x81 },
    };

    [Theory]
    [MemberData(nameof(Malformed))]
    public void TryRead_MalformedPacket_ThrowsTheReason(string what, string hex, int from, byte reason)
    {
        var sender = from > 10 ? MqttPeer.Server : MqttPeer.Client;
        var error = Assert.Throws<MqttProtocolException>(() => Wire.Decode(Convert.FromHexString(hex), sender, (MqttProtocolVersion)(from % 10)));
        Assert.True((byte)error.Reason == reason, $"{what}: 0x{(byte)error.Reason:X2} ({error.Message})");
    }

    [Fact]
    public void TryRead_ExampleOfTheSpecification_GivesItsFields()
    {
        // Figure 3-6 and table 3-1x: CONNECT with user name, password, will, QoS 1, clean start, keep alive 10, session expiry 10.
        var connect = Assert.IsType<ConnectPacket>(Wire.Decode(
            Convert.FromHexString("102700044D51545405CE000A05110000000A" + "00023A31" + "05" + "1800000002" + "000161" + "00026869" + "000175" + "000170"), MqttPeer.Client));
        Assert.Equal(10, connect.KeepAliveSeconds);
        Assert.Equal(10u, connect.SessionExpirySeconds);
        Assert.True(connect.CleanStart);
        Assert.Equal(":1", connect.ClientId);
        Assert.Equal(("a", MqttQos.AtLeastOnce, TimeSpan.FromSeconds(2)), (connect.Will!.Message.Topic, connect.Will.Message.Qos, connect.Will.Delay));
        Assert.Equal("hi"u8.ToArray(), connect.Will.Message.Payload.ToArray());
        Assert.Equal("u", connect.Username);
        Assert.Equal("p"u8.ToArray(), connect.Password!.Value.ToArray());
    }

    [Fact]
    public void TryRead_PublishExampleOfTheSpecification_GivesItsFields()
    {
        // Table 3-7: topic a/b, packet identifier 10, no properties.
        var publish = Assert.IsType<PublishPacket>(Wire.Decode(Convert.FromHexString("3A080003612F62000A00"), MqttPeer.Client));
        Assert.Equal(("a/b", (ushort)10, true, MqttQos.AtLeastOnce), (publish.Message.Topic, publish.PacketId, publish.Duplicate, publish.Message.Qos));
    }

    [Fact]
    public void TryRead_LargerThanAllowed_IsRefusedByItsHeaderAlone()
    {
        var error = Assert.Throws<MqttProtocolException>(() => Wire.Decode([0x30, 0xFF, 0xFF, 0xFF, 0x7F], MqttPeer.Client, maxPacketSize: 8 << 20));
        Assert.Equal(MqttReasonCode.PacketTooLarge, error.Reason);
    }

    [Fact]
    public void TryRead_LengthWithoutBytes_AllocatesNothing()
    {
        byte[] header = [0x30, 0xFF, 0xFF, 0xFF, 0x03];
        Wire.Decode(header, MqttPeer.Client, maxPacketSize: 9 << 20);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Null(Wire.Decode(header, MqttPeer.Client, maxPacketSize: 9 << 20));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 128);
    }

    [Theory]
    [InlineData(128, null)]
    [InlineData(129, MqttReasonCode.QuotaExceeded)]
    public void TryRead_UserProperties_AreCounted(int count, MqttReasonCode? refusal)
    {
        var message = new MqttMessage("t", default) { UserProperties = [.. Enumerable.Repeat(new MqttUserProperty("n", "v"), count)] };
        var bytes = Wire.Encode(new PublishPacket(message, 0), MqttProtocolVersion.V5);
        Assert.Equal(refusal, (Record.Exception(() => Wire.Decode(bytes, MqttPeer.Client)) as MqttProtocolException)?.Reason);
    }

    [Theory]
    [InlineData(256, null)]
    [InlineData(257, MqttReasonCode.QuotaExceeded)]
    public void TryRead_Filters_AreCounted(int count, MqttReasonCode? refusal)
    {
        var bytes = Wire.Encode(new SubscribePacket(1, [.. Enumerable.Repeat(new MqttSubscription("a"), count)]), MqttProtocolVersion.V5);
        Assert.Equal(refusal, (Record.Exception(() => Wire.Decode(bytes, MqttPeer.Client)) as MqttProtocolException)?.Reason);
    }
}
