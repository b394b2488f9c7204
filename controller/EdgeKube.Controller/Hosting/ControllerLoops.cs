using EdgeKube.Controller.Api;
using EdgeKube.Controller.Configuration;
using EdgeKube.Controller.Reconcilers;
using EdgeKube.Controller.Reconcilers.ClusterRoles;
using EdgeKube.Controller.Reconcilers.Deployments;
using EdgeKube.Controller.Reconcilers.Disruptions;
using EdgeKube.Controller.Reconcilers.Events;
using EdgeKube.Controller.Reconcilers.Garbage;
using EdgeKube.Controller.Reconcilers.Namespaces;
using EdgeKube.Controller.Reconcilers.Nodes;
using EdgeKube.Controller.Reconcilers.Pods;
using EdgeKube.Controller.Reconcilers.Quotas;
using EdgeKube.Controller.Reconcilers.ReplicaSets;
using EdgeKube.Controller.Reconcilers.Volumes;
using EdgeKube.Controller.Scheduling;
using EdgeKube.Controller.Security.Pki;
using Microsoft.Extensions.Logging;

namespace EdgeKube.Controller.Hosting;

/// <summary>Everything that runs as long as the controller does: add a loop here and it is supervised.</summary>
internal static class ControllerLoops
{
    public static IReadOnlyList<IControllerLoop> Build(
        ControllerOptions options, IResources resources, INodePresence presence, RootCertificate root, ILoggerFactory logs, TimeProvider time)
    {
        var events = new EventRecorder(resources, time, logs.CreateLogger<EventRecorder>());
        var nodes = new NodeLifecycleReconciler(resources, presence, events, time) { GracePeriod = options.NodeMonitorGracePeriod };
        var cidrs = new PodCidrReconciler(resources, events, time, Cidr.Parse(options.PodCIDR.ToString()), options.NodePodCIDRSize);
        var content = new StandardContentReconciler(resources, root);
        return
        [
            events,
            new EventExpiry(resources, time, logs.CreateLogger<EventExpiry>()),
            Loop(new DeploymentReconciler(resources, events, time)),
            Loop(new ReplicaSetReconciler(resources, events, time)),
            Loop(new NamespaceReconciler(resources, time)),
            Loop(content, keys: content),
            Loop(new ClusterRoleReconciler(resources), workers: 1),
            Loop(new QuotaReconciler(resources)),

            // One hand only: two at once would only refuse each other's counts.
            Loop(new DisruptionReconciler(resources, events, time), workers: 1),
            Loop(new GarbageCollector(resources)),

            // One hand only: two at once would take the same volume, and one of them would have to begin again.
            Loop(new ClaimReconciler(resources, events), workers: 1),
            Loop(new VolumeReconciler(resources)),
            Loop(new PodCollector(resources, time)),
            Loop(nodes, keys: new NodePresenceWatch(presence)),

            // One hand only: two at once could give the same network to two nodes.
            Loop(cidrs, workers: 1),
            new Scheduler(resources, events, time, logs.CreateLogger<Scheduler>()),
        ];

        ReconcilerLoop<TKey> Loop<TKey>(IReconciler<TKey> reconciler, int workers = 4, IKeySource<TKey>? keys = null)
            where TKey : notnull => new(reconciler, resources, time, logs.CreateLogger(reconciler.GetType().FullName!), workers, keys);
    }
}
