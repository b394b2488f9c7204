namespace EdgeKube.Mqtt;

/// <summary>The closed family of control packets that travel here. QoS 2 and AUTH are refused by the decoder and have no packets.</summary>
internal abstract class MqttPacket
{
    /// <summary>The packet's name in an error message.</summary>
    public abstract MqttPacketType Type { get; }
}
