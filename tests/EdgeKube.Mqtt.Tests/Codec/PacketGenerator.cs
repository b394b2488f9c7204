using System.Text;

namespace EdgeKube.Mqtt.Tests.Codec;

/// <summary>Random valid packets.</summary>
internal sealed class PacketGenerator(Random random)
{
    private static readonly string[] Words = ["", "a", "edgekube/v1/node:n1/up", "günther", "日本", "🍓", new('x', 300), "a/b/c"];

    public MqttPacket Next(MqttPeer sender) => sender == MqttPeer.Client
        ? random.Next(7) switch
        {
            0 => Connect(),
            1 => new SubscribePacket(Id(), Many(5, Subscription)) { SubscriptionId = random.Next(2) == 0 ? 0 : (uint)random.Next(1, 268_435_455) },
            2 => new UnsubscribePacket(Id(), Many(5, Text)),
            3 => PingPacket.Request,
            4 => Publish(),
            5 => PubAck(),
            _ => new DisconnectPacket(Pick(MqttReasonCode.Success, MqttReasonCode.DisconnectWithWill), Maybe(Text)) { SessionExpirySeconds = MaybeNumber() },
        }
        : random.Next(7) switch
        {
            0 => ConnAck(),
            1 => new SubAckPacket(Id(), Many(5, () => Pick(MqttReasonCode.Success, MqttReasonCode.GrantedQoS1, MqttReasonCode.UnspecifiedError))),
            2 => new UnsubAckPacket(Id(), Many(5, () => Pick(MqttReasonCode.Success, MqttReasonCode.NoSubscriptionExisted))),
            3 => PingPacket.Response,
            4 => Publish(),
            5 => PubAck(),
            _ => new DisconnectPacket(Pick(MqttReasonCode.Success, MqttReasonCode.SessionTakenOver), Maybe(Text)),
        };

    public ConnectPacket Connect(MqttProtocolVersion version = MqttProtocolVersion.V5) => new()
    {
        Version = version,
        ClientId = Text(),
        CleanStart = Flip(),
        KeepAliveSeconds = (ushort)random.Next(65536),
        Username = Text(),
        Password = Maybe<ReadOnlyMemory<byte>>(Bytes),
        Will = Flip() ? new MqttWill(Message((MqttQos)random.Next(3)), TimeSpan.FromSeconds(version == MqttProtocolVersion.V5 ? random.Next(100) : 0)) : null,
        SessionExpirySeconds = MaybeNumber() ?? 0,
        ReceiveMaximum = (ushort)random.Next(1, 65536),
        MaximumPacketSize = Flip() ? (uint)random.Next(1, int.MaxValue) : null,
        TopicAliasMaximum = (ushort)random.Next(65536),
        RequestResponseInformation = Flip(),
        RequestProblemInformation = Flip(),
        AuthenticationMethod = Flip() ? Text() : null,
        UserProperties = Properties(),
    };

    public PublishPacket Publish()
    {
        var qos = (MqttQos)random.Next(2);
        var alias = (ushort)random.Next(3);
        return new PublishPacket(Message(qos), qos == 0 ? (ushort)0 : Id()) { Duplicate = qos != 0 && Flip(), TopicAlias = alias, OmitTopic = alias != 0 && Flip() };
    }

    private ConnAckPacket ConnAck() => new()
    {
        SessionPresent = Flip(),
        ReasonString = Maybe(Text),
        SessionExpirySeconds = MaybeNumber(),
        ReceiveMaximum = (ushort)random.Next(1, 65536),
        MaximumQos = (MqttQos)random.Next(3),
        RetainAvailable = Flip(),
        MaximumPacketSize = Flip() ? (uint)random.Next(1, int.MaxValue) : null,
        AssignedClientId = Maybe(Text),
        TopicAliasMaximum = (ushort)random.Next(65536),
        WildcardAvailable = Flip(),
        SubscriptionIdsAvailable = Flip(),
        SharedAvailable = Flip(),
        ServerKeepAliveSeconds = Flip() ? (ushort)random.Next(65536) : null,
        UserProperties = Properties(),
    };

    private PubAckPacket PubAck() => new(Id(), Pick(MqttReasonCode.Success, MqttReasonCode.NoMatchingSubscribers, MqttReasonCode.NotAuthorized), Maybe(Text));

    private MqttMessage Message(MqttQos qos) => new(Topic(), Bytes())
    {
        Qos = qos,
        Retain = Flip(),
        PayloadIsUtf8 = Flip(),
        ExpirySeconds = MaybeNumber(),
        ContentType = Maybe(Text),
        ResponseTopic = Maybe(Topic),
        CorrelationData = Flip() ? Bytes() : null,
        UserProperties = Properties(),
    };

    private MqttSubscription Subscription() => new(Text(), (MqttQos)random.Next(3))
    {
        NoLocal = Flip(),
        RetainAsPublished = Flip(),
        RetainHandling = (byte)random.Next(3),
    };

    private List<MqttUserProperty> Properties() => Flip() ? [] : Many(4, () => new MqttUserProperty(Text(), Text()));

    private List<T> Many<T>(int most, Func<T> make) => [.. Enumerable.Range(0, random.Next(1, most + 1)).Select(_ => make())];

    private string Topic() => Words[random.Next(1, Words.Length)];

    private string Text() => Words[random.Next(Words.Length)];

    private T? Maybe<T>(Func<T> make) => Flip() ? make() : default;

    private uint? MaybeNumber() => Flip() ? (uint)random.NextInt64(1, uint.MaxValue) : null;

    private ushort Id() => (ushort)random.Next(1, 65536);

    private bool Flip() => random.Next(2) == 0;

    private T Pick<T>(params ReadOnlySpan<T> values) => values[random.Next(values.Length)];

    private ReadOnlyMemory<byte> Bytes() => Encoding.UTF8.GetBytes(Text());
}
