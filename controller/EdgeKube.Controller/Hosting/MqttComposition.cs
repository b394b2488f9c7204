using EdgeKube.Controller.Api;
using EdgeKube.Controller.Configuration;
using EdgeKube.Controller.Mqtt;
using EdgeKube.Controller.Mqtt.Broker;
using EdgeKube.Controller.Security.Identities;
using EdgeKube.Controller.Store;
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

    /// <summary>The way through an external broker, when there is one.</summary>
    public IReadOnlyList<IControllerLoop> BuildBroker(
        ControllerOptions options, TrustParts trust, IClusterStore store, Func<IEnumerable<string>> knownNodes, TimeProvider time)
    {
        if (options.Broker is not { Address: { } address } broker)
        {
            return [];
        }

        var log = logs.CreateLogger<BrokerDoor>();
        var line = new BrokerLine();
        var access = new BrokerAccess(trust.Identities, trust.Refusals);
        var behind = new BrokerNodes(nodes, line, access, time, log);
        var door = new BrokerDoor(behind, new BrokerUsers(_users, line, log), access, line, knownNodes, log);
        return [new BrokerLoop(address, door, line, new BrokerConnector(broker, trust.Authority, trust.Clock), time), new BrokerRevocations(store, behind, access)];
    }

    private static UserDoor BuildUsers(RequestPipeline pipeline, ApplyHandler apply, ILoggerFactory logs)
    {
        var limits = new DoorLimits();
        return new UserDoor(new ExchangeRunner(pipeline, apply, limits), limits, logs.CreateLogger<UserDoor>());
    }
}
