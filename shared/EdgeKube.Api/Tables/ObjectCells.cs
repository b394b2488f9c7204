namespace EdgeKube.Api;

/// <summary>Cells made of several places of an object, by the name that schema files call them.</summary>
internal static class ObjectCells
{
    public static Func<SchemaObject, DateTimeOffset, TableCell>? Find(string name) => name switch
    {
        "service-ip" => (obj, _) => ServiceCells.Address(obj),
        "service-external" => (obj, _) => ServiceCells.External(obj),
        "service-ports" => (obj, _) => ServiceCells.Ports(obj),
        "endpoints" => (obj, _) => ServiceCells.Endpoints(obj),
        "slice-ports" => (obj, _) => ServiceCells.SlicePorts(obj),
        "slice-endpoints" => (obj, _) => ServiceCells.SliceEndpoints(obj),
        "ingress-hosts" => (obj, _) => IngressCells.Hosts(obj),
        "ingress-address" => (obj, _) => IngressCells.Address(obj),
        "ingress-ports" => (obj, _) => IngressCells.Ports(obj),
        "class-parameters" => (obj, _) => IngressCells.Parameters(obj),
        "parent-ref" => (obj, _) => IngressCells.Parent(obj),
        "ready-replicas" => (obj, _) => WorkloadCells.Ready(obj),
        "revision-owner" => (obj, _) => WorkloadCells.Owner(obj),
        "job-status" => (obj, _) => WorkloadCells.JobStatus(obj),
        "job-completions" => (obj, _) => WorkloadCells.JobCompletions(obj),
        "job-duration" => WorkloadCells.JobDuration,
        "scale-target" => (obj, _) => ScalerCells.Target(obj),
        "hpa-targets" => (obj, _) => ScalerCells.Targets(obj),
        "volume-phase" or "claim-phase" => (obj, _) => StorageCells.Phase(obj),
        "volume-claim" => (obj, _) => StorageCells.Claim(obj),
        "token-audiences" => (obj, _) => StorageCells.Audiences(obj),
        "claim-state" => (obj, _) => StorageCells.ClaimState(obj),
        "csr-condition" => (obj, _) => StorageCells.RequestCondition(obj),
        "missing-level" => (obj, _) => FlowCells.IsLevelMissing(obj),
        "level-shares" => (obj, _) => FlowCells.Shares(obj),
        "level-queues" => (obj, _) => FlowCells.Queuing(obj, "queues"),
        "level-hand" => (obj, _) => FlowCells.Queuing(obj, "handSize"),
        "level-length" => (obj, _) => FlowCells.Queuing(obj, "queueLengthLimit"),
        _ => null,
    };
}
