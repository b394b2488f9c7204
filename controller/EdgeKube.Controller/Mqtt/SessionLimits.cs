using EdgeKube.Controller.Security.Identities;
using EdgeKube.Link;
using EdgeKube.Mqtt;

namespace EdgeKube.Controller.Mqtt;

/// <summary>What one session may use, by what it is good for.</summary>
internal static class SessionLimits
{
    // A manifest of several MiB comes in one packet; the pipeline caps what is in it.
    private static readonly MqttClientLimits User = MqttClientLimits.Default with { MaxPacketSize = 8 << 20, ReceiveMaximum = 8, MaxPacketsPerSecond = 500, MaxKeptSessions = 16 };

    // Thirty pods that all change state at once stay far below.
    private static readonly MqttClientLimits Node = MqttClientLimits.Default with { MaxPacketsPerSecond = 500 };

    // One request and one answer, and nothing is kept.
    private static readonly MqttClientLimits Restricted = new()
    {
        MaxPacketSize = 16 << 10,
        ReceiveMaximum = 2,
        MaxPacketsPerSecond = 10,
        TopicAliasMaximum = 0,
        MaxSessionExpiry = TimeSpan.Zero,
        MaxSubscriptions = 4,
        MaxQueuedMessages = 16,
        MaxQueuedBytes = 64 << 10,
    };

    public static MqttClientLimits Of(Principal principal) => principal switch
    {
        { Access: Access.Renewal or Access.Enrollment } => Restricted,
        { Identity.Kind: IdentityKind.User } => User,
        _ => Node,
    };
}
