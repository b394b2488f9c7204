using EdgeKube.Controller.Api;
using EdgeKube.Controller.Configuration;
using EdgeKube.Controller.Fleet;
using EdgeKube.Controller.Metrics;
using EdgeKube.Controller.Mqtt;
using EdgeKube.Controller.Reconcilers.Nodes;
using EdgeKube.Controller.Security;
using EdgeKube.Controller.Store;
using Microsoft.Extensions.Logging;

namespace EdgeKube.Controller.Hosting;

/// <summary>What runs behind the API: the loops, who takes care of nodes, and what is counted. Loops are listed in <see cref="ControllerLoops"/>.</summary>
internal sealed record ControllerParts(
    IReadOnlyList<IControllerLoop> Loops, INodeDoor NodeDoor, INodeStreams Streams, IReadOnlyList<IMetricSource> Metrics)
{
    public static ControllerParts Build(ControllerOptions options, IClusterStore store, ApiComposition api, ILoggerFactory logs, TimeProvider time)
    {
        var resources = api.Resources;
        var presence = new NodePresenceTable(time);
        var violations = new ViolationLedger(resources, time, logs.CreateLogger<ViolationLedger>());
        var fleet = new NodeFleet(resources, store.StoreId, presence, violations, api.Tombstones, time, logs.CreateLogger<NodeFleet>());
        IReadOnlyList<IControllerLoop> loops = [fleet, violations, .. ControllerLoops.Build(options, resources, presence, logs, time)];
        return new ControllerParts(loops, fleet, fleet, [violations.Counters]);
    }
}
