namespace EdgeKube.Mqtt;

/// <summary>What can be said about a filter before the handler is asked. Pure.</summary>
internal static class SubscriptionPlanner
{
    /// <summary>A failure, or null when the handler decides.</summary>
    public static MqttReasonCode? Refuse(string filter, bool known, int count, int maximum)
    {
        if (!MqttTopic.IsValidFilter(filter))
        {
            return MqttReasonCode.TopicFilterInvalid;
        }

        if (MqttTopic.IsShared(filter))
        {
            return MqttReasonCode.SharedSubscriptionsNotSupported;
        }

        return !known && count >= maximum ? MqttReasonCode.QuotaExceeded : null;
    }

    /// <summary>The handler's grant, lowered to what was asked for and what the endpoint can do.</summary>
    public static MqttReasonCode Lower(MqttReasonCode granted, MqttQos asked) => granted.IsFailure()
        ? granted
        : (MqttReasonCode)Math.Min(Math.Min((byte)granted, (byte)asked), (byte)MqttQos.AtLeastOnce);
}
