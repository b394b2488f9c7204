namespace EdgeKube.Mqtt;

/// <summary>What a reason code means to its receiver.</summary>
public static class MqttReasonCodeExtensions
{
    /// <summary>True from 0x80 on: what was asked for did not happen.</summary>
    public static bool IsFailure(this MqttReasonCode code) => (byte)code >= 0x80;
}
