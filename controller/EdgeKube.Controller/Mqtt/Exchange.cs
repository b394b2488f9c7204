using EdgeKube.Link;
using EdgeKube.Mqtt;

namespace EdgeKube.Controller.Mqtt;

/// <summary>One message of a user and the way back.</summary>
internal sealed record Exchange(Identity User, string Leaf, MqttMessage Message, Outbox Outbox)
{
    public bool IsApply => Leaf == "apply";

    public bool IsRead => !IsApply && Method == "GET";

    public string Method => Message.FindUserProperty("method") ?? "";
}
