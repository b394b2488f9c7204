using EdgeKube.Controller.Api;
using EdgeKube.Controller.Configuration;
using EdgeKube.Controller.Fleet;
using EdgeKube.Controller.Mqtt;
using EdgeKube.Controller.Reconcilers.Nodes;
using EdgeKube.Controller.Store;
using Microsoft.Extensions.Logging;

namespace EdgeKube.Controller.Hosting;

/// <summary>What runs behind the API: the loops, and who takes care of nodes. Loops are listed in <see cref="ControllerLoops"/>.</summary>
internal sealed record ControllerParts(IReadOnlyList<IControllerLoop> Loops, INodeDoor NodeDoor, INodeStreams Streams)
{
    public static ControllerParts Build(ControllerOptions options, IClusterStore store, IResources resources, ILoggerFactory logs, TimeProvider time)
    {
        var presence = new NodePresenceTable(time);
        var fleet = new NodeFleet(resources, store.StoreId, presence, time, logs.CreateLogger<NodeFleet>());
        return new ControllerParts([fleet, .. ControllerLoops.Build(options, resources, presence, logs, time)], fleet, fleet);
    }
}
