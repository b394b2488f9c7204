using EdgeKube.Controller.Security.Identities;
using EdgeKube.Mqtt;

namespace EdgeKube.Controller.Mqtt;

/// <param name="Principal">Who the client is; null when refused.</param>
/// <param name="Reason">Why it was refused.</param>
/// <param name="Message">The same for people.</param>
internal sealed record Authentication(Principal? Principal, MqttReasonCode Reason, string? Message)
{
    public static Authentication Accept(Principal principal) => new(principal, MqttReasonCode.Success, null);

    public static Authentication Refuse(MqttReasonCode reason, string message) => new(null, reason, message);
}
