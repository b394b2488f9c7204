namespace EdgeKube.Mqtt;

/// <summary>The protocol level a client names in CONNECT.</summary>
public enum MqttProtocolVersion : byte
{
    /// <summary>MQTT 3.1.1: no properties, no reason codes.</summary>
    V311 = 4,

    /// <summary>MQTT 5.0.</summary>
    V5 = 5,
}
