namespace EdgeKube.Mqtt;

/// <summary>What the peer of one connection takes.</summary>
/// <param name="ReceiveMaximum">QoS 1 messages on the way.</param>
/// <param name="MaxPacketSize">Bytes of one packet.</param>
/// <param name="TopicAliasMaximum">Aliases it keeps.</param>
/// <param name="MaximumQos">The highest QoS it takes.</param>
internal readonly record struct PeerLimits(ushort ReceiveMaximum, long MaxPacketSize, ushort TopicAliasMaximum, MqttQos MaximumQos);
