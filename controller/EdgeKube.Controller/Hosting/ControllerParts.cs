using EdgeKube.Api;
using EdgeKube.Controller.Api;
using EdgeKube.Controller.Configuration;
using EdgeKube.Controller.Fleet;
using EdgeKube.Controller.Fleet.Usage;
using EdgeKube.Controller.Metrics;
using EdgeKube.Controller.Mqtt;
using EdgeKube.Controller.Reconcilers.Nodes;
using EdgeKube.Controller.Security;
using EdgeKube.Controller.Store;
using EdgeKube.Link;
using EdgeKube.Link.Trust;
using Microsoft.Extensions.Logging;

namespace EdgeKube.Controller.Hosting;

/// <summary>
/// What runs behind the API: the loops, who takes care of nodes, what is counted, and how nodes are told of the end. Loops are listed in
/// <see cref="ControllerLoops"/>.
/// </summary>
internal sealed record ControllerParts(
    IReadOnlyList<IControllerLoop> Loops, INodeDoor NodeDoor, INodeStreams Streams, IReadOnlyList<IMetricSource> Metrics, Func<CancellationToken, Task> Farewell)
{
    /// <summary>What else can be read that is no resource.</summary>
    public IReadOnlyList<ApiDocument> Documents { get; init; } = [];

    public static ControllerParts Build(
        ControllerOptions options, IClusterStore store, ApiComposition api, string version, Func<TimeReading> clock, ILoggerFactory logs, TimeProvider time)
    {
        var resources = api.Resources;
        var presence = new NodePresenceTable(time);
        var violations = new ViolationLedger(resources, time, logs.CreateLogger<ViolationLedger>());
        var fleet = new NodeFleet(resources, store.StoreId, presence, violations, api.Tombstones, time, logs.CreateLogger<NodeFleet>())
        {
            Options = LinkOptions.Default with { Version = version },
        };
        var ledger = new LinkLedger(store, name => resources.Find<Node>(null, name) is not null, clock, time);
        IReadOnlyList<IControllerLoop> loops = [fleet, violations, ledger, .. ControllerLoops.Build(options, resources, presence, logs, time)];
        return new ControllerParts(loops, new MeteredNodeDoor(fleet, ledger), fleet, [violations.Counters], fleet.LeaveAsync)
        {
            Documents = [new ApiDocument(LinkUsageDocument.Path, () => LinkUsageDocument.Build(resources.List<Node>(), ledger, clock().Now))],
        };
    }
}
