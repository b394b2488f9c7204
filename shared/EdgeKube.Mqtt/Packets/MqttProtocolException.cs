namespace EdgeKube.Mqtt;

/// <summary>The peer broke the protocol: this connection cannot go on, others can. The only exception the decoder throws.</summary>
/// <param name="reason">What is told to the peer in DISCONNECT or CONNACK.</param>
/// <param name="message">What is wrong, for a person.</param>
public sealed class MqttProtocolException(MqttReasonCode reason, string message) : Exception(message)
{
    /// <summary>What is told to the peer in DISCONNECT or CONNACK.</summary>
    public MqttReasonCode Reason { get; } = reason;
}
