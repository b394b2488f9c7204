namespace EdgeKube.Mqtt;

/// <summary>Topic aliases that the peer of one connection has set.</summary>
internal sealed class IncomingAliases(ushort maximum)
{
    private readonly string?[] _topics = maximum == 0 ? [] : new string?[maximum];

    /// <summary>The message with its full topic; remembers a new alias.</summary>
    public MqttMessage Resolve(PublishPacket publish)
    {
        if (publish.TopicAlias == 0)
        {
            return publish.Message;
        }

        if (publish.TopicAlias > _topics.Length)
        {
            throw new MqttProtocolException(MqttReasonCode.TopicAliasInvalid, $"topic alias {publish.TopicAlias}; {_topics.Length} are allowed");
        }

        ref var topic = ref _topics[publish.TopicAlias - 1];
        if (!publish.OmitTopic)
        {
            topic = publish.Message.Topic;
            return publish.Message;
        }

        return topic is null
            ? throw new MqttProtocolException(MqttReasonCode.TopicAliasInvalid, $"topic alias {publish.TopicAlias} was never set")
            : publish.Message with { Topic = topic };
    }
}
