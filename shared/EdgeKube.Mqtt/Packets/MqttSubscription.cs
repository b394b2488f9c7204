namespace EdgeKube.Mqtt;

/// <summary>One filter of a SUBSCRIBE, and how its messages are wanted.</summary>
/// <param name="Filter">Topic filter, with <c>+</c> and <c>#</c> as wildcards.</param>
/// <param name="Qos">The highest QoS wanted.</param>
public readonly record struct MqttSubscription(string Filter, MqttQos Qos = MqttQos.AtLeastOnce)
{
    /// <summary>Do not send back what this client published itself.</summary>
    public bool NoLocal { get; init; }

    /// <summary>Keep the retain flag as published.</summary>
    public bool RetainAsPublished { get; init; }

    /// <summary>0: send retained messages at subscribe; 1: only if new; 2: never.</summary>
    public byte RetainHandling { get; init; }
}
