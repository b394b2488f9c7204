using EdgeKube.Api;
using EdgeKube.Controller.Api;
using EdgeKube.Controller.Configuration;
using EdgeKube.Controller.Fleet;
using EdgeKube.Controller.Fleet.Usage;
using EdgeKube.Controller.Fleet.Views;
using EdgeKube.Controller.Metrics;
using EdgeKube.Controller.Mqtt;
using EdgeKube.Controller.Reconcilers;
using EdgeKube.Controller.Reconcilers.Certificates;
using EdgeKube.Controller.Reconcilers.Nodes;
using EdgeKube.Controller.Security;
using EdgeKube.Controller.Security.Identities;
using EdgeKube.Controller.Store;
using EdgeKube.Link;
using Microsoft.Extensions.Logging;

namespace EdgeKube.Controller.Hosting;

/// <summary>
/// What runs behind the API: the loops, who takes care of nodes, what is counted. Loops are listed in
/// <see cref="ControllerLoops"/>.
/// </summary>
internal sealed record ControllerParts(
    IReadOnlyList<IControllerLoop> Loops, INodeDoor NodeDoor, INodeStreams Streams, IReadOnlyList<IMetricSource> Metrics, NodeFleet Fleet)
{
    /// <summary>What else can be read that is no resource.</summary>
    public IReadOnlyList<ApiDocument> Documents { get; init; } = [];

    public static ControllerParts Build(
        ControllerOptions options, IClusterStore store, ApiComposition api, TrustParts trust, string version, ILoggerFactory logs, TimeProvider time)
    {
        var resources = api.Resources;
        var presence = new NodePresenceTable(time);
        var violations = new ViolationLedger(resources, time, logs.CreateLogger<ViolationLedger>());
        var fleet = new NodeFleet(resources, store.StoreId, presence, violations, api.Tombstones, time, logs.CreateLogger<NodeFleet>())
        {
            Options = LinkOptions.Default with { Version = version },
            Trust = options.Listen.Count > 0 ? new TrustView(trust.Authority, trust.Addresses, trust.Clock) : null,
        };
        trust.Authority.Changed += fleet.TellTrust;
        var ledger = new LinkLedger(store, name => resources.Find<Node>(null, name) is not null, trust.Clock.Read, time);
        var signer = new ReconcilerLoop<string>(
            new CertificateSigner(resources, trust.Authority, new IdentityStore(store), time), resources, time, logs.CreateLogger<CertificateSigner>(), workers: 1);
        var cleaner = new CertificateCleaner(resources, trust.Clock, logs.CreateLogger<CertificateCleaner>());
        IReadOnlyList<IControllerLoop> loops = [new HeapKeeper(time, api.Reader.Forget), fleet, violations, ledger, signer, cleaner, .. ControllerLoops.Build(options, resources, presence, api.RootCertificate, logs, time)];
        return new ControllerParts(loops, new MeteredNodeDoor(fleet, ledger), fleet, [violations.Counters], fleet)
        {
            Documents = [new ApiDocument(LinkUsageDocument.Path, () => LinkUsageDocument.Build(resources.List<Node>(), ledger, trust.Clock.Read().Now))],
        };
    }
}
