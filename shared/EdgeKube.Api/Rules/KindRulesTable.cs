namespace EdgeKube.Api;

/// <summary>The kinds of schema files that have rules of their own.</summary>
internal static class KindRulesTable
{
    private static readonly Dictionary<string, KindRules> ByKind = new()
    {
        ["Service"] = new ServiceRules(),
        ["Endpoints"] = new EndpointsRules(),
        ["PersistentVolume"] = new VolumeRules(),
        ["PersistentVolumeClaim"] = new ClaimRules(),
        ["ReplicationController"] = new ReplicationControllerRules(),
        ["apps/DaemonSet"] = new DaemonSetRules(),
        ["apps/StatefulSet"] = new StatefulSetRules(),
        ["batch/Job"] = new JobRules(),
        ["batch/CronJob"] = new CronJobRules(),
        ["autoscaling/HorizontalPodAutoscaler"] = new ScalerRules(),
        ["coordination.k8s.io/Lease"] = new LeaseRules(),
        ["discovery.k8s.io/EndpointSlice"] = new EndpointSliceRules(),
        ["networking.k8s.io/Ingress"] = new IngressRules(),
        ["networking.k8s.io/NetworkPolicy"] = new NetworkPolicyRules(),
        ["node.k8s.io/RuntimeClass"] = new RuntimeClassRules(),
        ["policy/PodDisruptionBudget"] = new DisruptionBudgetRules(),
        ["scheduling.k8s.io/PriorityClass"] = new PriorityClassRules(),
        ["storage.k8s.io/StorageClass"] = new StorageClassRules(),
    };

    public static KindRules Of(string group, string kind) => ByKind.GetValueOrDefault(group.Length == 0 ? kind : $"{group}/{kind}", KindRules.None);
}
