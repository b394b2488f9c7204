using EdgeKube.Mqtt;

namespace EdgeKube.Controller.Mqtt;

/// <summary>A session at the controller's own door.</summary>
internal sealed record DoorSession(MqttServerSession Session) : IUserSession
{
    public string ClientId => Session.ClientId;

    public string Door => "";

    public long MaximumPacketSize => Session.MaximumPacketSize;

    public bool Matches(string topic) => Session.Matches(topic);

    public Task PublishAsync(MqttMessage message, CancellationToken cancellationToken) => Session.PublishAsync(message, cancellationToken);
}
