namespace EdgeKube.Api;

/// <summary>Fields of Kubernetes v1.36 that nothing here acts on. They are refused by name: ignoring them would change what a manifest means.</summary>
internal static class UnimplementedFields
{
    private static readonly Dictionary<Type, HashSet<string>> ByType = new()
    {
        [typeof(ObjectMeta)] = ["selfLink"],
        [typeof(PodSpec)] =
        [
            "resourceClaims", "workloadRef", "schedulingGroup",
        ],
        [typeof(PodSecurityContext)] = ["seLinuxOptions", "windowsOptions", "seLinuxChangePolicy"],
        [typeof(Container)] = ["volumeDevices"],
        [typeof(EphemeralContainer)] = ["volumeDevices"],
        [typeof(SecurityContext)] = ["seLinuxOptions", "windowsOptions"],
        [typeof(Volume)] =
        [
            "awsElasticBlockStore", "azureDisk", "azureFile", "cephfs", "cinder", "csi", "ephemeral", "fc", "flexVolume", "flocker",
            "gcePersistentDisk", "gitRepo", "glusterfs", "image", "iscsi", "nfs", "photonPersistentDisk",
            "portworxVolume", "quobyte", "rbd", "scaleIO", "storageos", "vsphereVolume",
        ],
        [typeof(VolumeProjection)] = ["clusterTrustBundle", "podCertificate"],
        [typeof(EnvVarSource)] = ["fileKeyRef"],
        [typeof(ResourceRequirements)] = ["claims"],
        [typeof(ResourceQuotaSpec)] = ["scopeSelector"],
        [typeof(ResourceAttributes)] = ["fieldSelector", "labelSelector"],
        [typeof(NodeSpec)] = ["configSource", "externalID"],
        [typeof(NodeStatus)] = ["volumesInUse", "volumesAttached", "config"],
        [typeof(NodeSystemInfo)] = ["swap"],
        [typeof(PodStatus)] = ["resize", "resourceClaimStatuses", "extendedResourceClaimStatus"],
        [typeof(ContainerStatus)] = ["volumeMounts", "user", "allocatedResourcesStatus", "stopSignal"],
    };

    public static IEnumerable<string> Of(Type type) => ByType.GetValueOrDefault(type) ?? [];

    /// <summary>True for a value that means the same as leaving the field out.</summary>
    public static bool SaysNothing(DocumentNode value) => value switch
    {
        ScalarNode { Type: ScalarType.Null } => true,
        ScalarNode { Type: ScalarType.String, Text: "" } => true,
        SequenceNode { Items.Count: 0 } => true,
        _ => false,
    };
}
