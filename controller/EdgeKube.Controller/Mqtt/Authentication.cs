using EdgeKube.Link;
using EdgeKube.Mqtt;

namespace EdgeKube.Controller.Mqtt;

/// <param name="Identity">Who the client is; null when refused.</param>
/// <param name="Reason">Why it was refused.</param>
/// <param name="Message">The same for people.</param>
internal sealed record Authentication(Identity? Identity, MqttReasonCode Reason, string? Message)
{
    public static Authentication Accept(Identity identity) => new(identity, MqttReasonCode.Success, null);

    public static Authentication Refuse(MqttReasonCode reason, string message) => new(null, reason, message);
}
