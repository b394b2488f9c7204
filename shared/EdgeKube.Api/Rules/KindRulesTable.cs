namespace EdgeKube.Api;

/// <summary>The kinds of schema files that have rules of their own.</summary>
internal static class KindRulesTable
{
    private static readonly Dictionary<string, KindRules> ByKind = new()
    {
        ["v1/Service"] = new ServiceRules(),
        ["v1/Endpoints"] = new EndpointsRules(),
        ["v1/PersistentVolume"] = new VolumeRules(),
        ["v1/PersistentVolumeClaim"] = new ClaimRules(),
        ["v1/ReplicationController"] = new ReplicationControllerRules(),
        ["apps/v1/DaemonSet"] = new DaemonSetRules(),
        ["apps/v1/StatefulSet"] = new StatefulSetRules(),
        ["batch/v1/Job"] = new JobRules(),
        ["batch/v1/CronJob"] = new CronJobRules(),
        ["autoscaling/v2/HorizontalPodAutoscaler"] = new ScalerRules(),
        ["coordination.k8s.io/v1/Lease"] = new LeaseRules(),
        ["discovery.k8s.io/v1/EndpointSlice"] = new EndpointSliceRules(),
        ["networking.k8s.io/v1/Ingress"] = new IngressRules(),
        ["networking.k8s.io/v1/NetworkPolicy"] = new NetworkPolicyRules(),
        ["events.k8s.io/v1/Event"] = new EventRules(),
        ["node.k8s.io/v1/RuntimeClass"] = new RuntimeClassRules(),
        ["policy/v1/PodDisruptionBudget"] = new DisruptionBudgetRules(),
        ["scheduling.k8s.io/v1/PriorityClass"] = new PriorityClassRules(),
        ["storage.k8s.io/v1/StorageClass"] = new StorageClassRules(),
    };

    public static KindRules Of(string groupVersion, string kind) => ByKind.GetValueOrDefault($"{groupVersion}/{kind}", KindRules.None);
}
