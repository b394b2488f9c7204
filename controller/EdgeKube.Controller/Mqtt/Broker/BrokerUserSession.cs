using EdgeKube.Link;
using EdgeKube.Mqtt;

namespace EdgeKube.Controller.Mqtt.Broker;

/// <summary>The way back to a user through the broker, which alone knows who listens to what.</summary>
internal sealed record BrokerUserSession(Identity User, BrokerLine Line) : IUserSession
{
    public string ClientId => User.ToString();

    public string Door => "broker ";

    public long MaximumPacketSize => Line.MaximumPacketSize;

    public bool Matches(string topic) => Topics.IsWithin(topic, User);

    public async Task PublishAsync(MqttMessage message, CancellationToken cancellationToken)
    {
        if (!await Line.SendAsync(message, cancellationToken))
        {
            // Ends a watch whose watcher has gone: nobody else would say so.
            throw new MqttReasonException(MqttReasonCode.NoMatchingSubscribers, "nobody listens any more");
        }
    }
}
