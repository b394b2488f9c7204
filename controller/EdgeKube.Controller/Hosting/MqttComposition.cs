using EdgeKube.Controller.Api;
using EdgeKube.Controller.Mqtt;
using EdgeKube.Controller.Security.Identities;
using Microsoft.Extensions.Logging;

namespace EdgeKube.Controller.Hosting;

/// <summary>Puts the MQTT doors together: they differ in whom they let in, and lead to the same place.</summary>
internal sealed class MqttComposition(RequestPipeline pipeline, ApplyHandler apply, INodeDoor nodes, ILoggerFactory logs)
{
    private readonly UserDoor _users = BuildUsers(pipeline, apply, logs);
    private readonly NodeGate _nodes = new(nodes);

    /// <summary>The door for certificates and tokens.</summary>
    public MqttDoor BuildDoor(TrustParts trust) => new(
        new CertificateAuthenticator(trust.Gate, trust.Tokens), trust.Sessions, _users, _nodes, trust.Refusals, logs.CreateLogger<MqttDoor>());

    /// <summary>The door at which everybody is who he says he is.</summary>
    public MqttDoor BuildInsecureDoor(RefusalLog refusals, TimeProvider time) => new(
        new PlainAuthenticator(), new LiveSessions(new OpenSessionRules(), time, logs.CreateLogger<LiveSessions>()), _users, _nodes, refusals, logs.CreateLogger<MqttDoor>());

    private static UserDoor BuildUsers(RequestPipeline pipeline, ApplyHandler apply, ILoggerFactory logs)
    {
        var limits = new DoorLimits();
        return new UserDoor(new ExchangeRunner(pipeline, apply, limits), limits, logs.CreateLogger<UserDoor>());
    }
}
