namespace EdgeKube.Mqtt;

/// <summary>Quality of service. Exactly once exists on the wire only: both ends here declare a maximum of at least once.</summary>
public enum MqttQos : byte
{
    /// <summary>QoS 0: sent once, never acknowledged.</summary>
    AtMostOnce = 0,

    /// <summary>QoS 1: redelivered until acknowledged by PUBACK.</summary>
    AtLeastOnce = 1,

    /// <summary>QoS 2: refused with <see cref="MqttReasonCode.QoSNotSupported"/>.</summary>
    ExactlyOnce = 2,
}
