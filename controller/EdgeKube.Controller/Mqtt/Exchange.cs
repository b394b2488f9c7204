using EdgeKube.Controller.Security.Identities;
using EdgeKube.Mqtt;

namespace EdgeKube.Controller.Mqtt;

/// <summary>One message of a client and the way back.</summary>
internal sealed record Exchange(Principal Sender, string Leaf, MqttMessage Message, Outbox Outbox)
{
    public bool IsApply => Leaf == "apply";

    public bool IsRead => !IsApply && Method == "GET";

    public string Method => Message.FindUserProperty("method") ?? "";
}
