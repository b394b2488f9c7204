using EdgeKube.Controller.Security.Identities;
using EdgeKube.Mqtt;

namespace EdgeKube.Controller.Mqtt;

/// <summary>One message of a client and the way back.</summary>
internal sealed record Exchange(Principal Sender, string Leaf, MqttMessage Message, Outbox Outbox)
{
    public bool IsApply => Leaf == "apply";

    /// <summary>The answer is to be a stream both ways.</summary>
    public bool IsUpgrade => !IsApply && Message.FindUserProperty("upgrade") == "records";

    /// <summary>It may take long, and nothing becomes durable by it. What a stream is sent comes after its request, so that must not wait for its end.</summary>
    public bool IsRead => !IsApply && (Method == "GET" || IsUpgrade);

    public string Method => Message.FindUserProperty("method") ?? "";
}
