namespace EdgeKube.Mqtt;

/// <summary>What was asked for was refused with a reason code; the connection, if there is one, goes on.</summary>
/// <param name="reason">The reason code, 0x80 or above.</param>
/// <param name="reasonString">What the peer said about it, or null.</param>
public sealed class MqttReasonException(MqttReasonCode reason, string? reasonString = null)
    : Exception(reasonString is null ? $"refused: {reason} (0x{(byte)reason:X2})" : $"refused: {reason} (0x{(byte)reason:X2}): {reasonString}")
{
    /// <summary>The reason code, 0x80 or above.</summary>
    public MqttReasonCode Reason { get; } = reason;

    /// <summary>What the peer said about it, or null.</summary>
    public string? ReasonString { get; } = reasonString;
}
