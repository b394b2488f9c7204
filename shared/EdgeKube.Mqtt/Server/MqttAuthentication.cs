namespace EdgeKube.Mqtt;

/// <summary>The answer to a CONNECT.</summary>
public sealed class MqttAuthentication
{
    private MqttAuthentication(MqttReasonCode reason, string? reasonString, object? identity, MqttClientLimits limits)
    {
        Reason = reason;
        ReasonString = reasonString;
        Identity = identity;
        Limits = limits;
    }

    /// <summary>Success, or why not.</summary>
    public MqttReasonCode Reason { get; }

    /// <summary>Told to an MQTT 5 client, or null.</summary>
    public string? ReasonString { get; }

    /// <summary>Who the client is; null when refused.</summary>
    public object? Identity { get; }

    /// <summary>What the client may use.</summary>
    public MqttClientLimits Limits { get; }

    /// <summary>
    /// Lets the client in. A session belongs to the identity that made it: another identity (by Equals) with the same client id is
    /// refused while the session is kept. An equal one takes the session over, and is its identity from then on.
    /// </summary>
    public static MqttAuthentication Accept(object identity, MqttClientLimits? limits = null) =>
        new(MqttReasonCode.Success, null, identity, limits ?? MqttClientLimits.Default);

    /// <summary>Refuses the client with a reason code of 0x80 or above.</summary>
    public static MqttAuthentication Refuse(MqttReasonCode reason, string? reasonString = null) =>
        new(reason, reasonString, null, MqttClientLimits.Default);
}
