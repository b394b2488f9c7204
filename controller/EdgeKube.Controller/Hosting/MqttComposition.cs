using EdgeKube.Controller.Api;
using EdgeKube.Controller.Mqtt;
using Microsoft.Extensions.Logging;

namespace EdgeKube.Controller.Hosting;

/// <summary>Puts the MQTT door together.</summary>
internal static class MqttComposition
{
    public static MqttDoor BuildDoor(RequestPipeline pipeline, ApplyHandler apply, INodeDoor nodes, ILoggerFactory logs)
    {
        var limits = new DoorLimits();
        var users = new UserDoor(new ExchangeRunner(pipeline, apply, limits), limits, logs.CreateLogger<UserDoor>());
        return new MqttDoor(new PlainAuthenticator(), users, new NodeGate(nodes), logs.CreateLogger<MqttDoor>());
    }
}
