using EdgeKube.Api;

namespace EdgeKube.Controller.Api;

/// <summary>Kinds without a record that something here acts on.</summary>
internal static class WellKnownKinds
{
    public static readonly Kind PersistentVolume = KindTable.FindKind("v1", "PersistentVolume")!;

    public static readonly Kind PersistentVolumeClaim = KindTable.FindKind("v1", "PersistentVolumeClaim")!;

    public static readonly Kind StorageClass = KindTable.FindKind("storage.k8s.io/v1", "StorageClass")!;

    public static readonly Kind PriorityClass = KindTable.FindKind("scheduling.k8s.io/v1", "PriorityClass")!;

    public static readonly Kind RuntimeClass = KindTable.FindKind("node.k8s.io/v1", "RuntimeClass")!;

    public static readonly Kind PodDisruptionBudget = KindTable.FindKind("policy/v1", "PodDisruptionBudget")!;

    public static readonly Kind CertificateSigningRequest = KindTable.FindKind("certificates.k8s.io/v1", "CertificateSigningRequest")!;

    /// <summary>Has addresses, of which containers are told, and carries requests to its pods (services/proxy); traffic is not routed to it, which its writers are told.</summary>
    public static readonly Kind Service = KindTable.FindKind("v1", "Service")!;

    public static readonly Kind Endpoints = KindTable.FindKind("v1", "Endpoints")!;

    /// <summary>Those whose writers need no warning.</summary>
    public static readonly IReadOnlyList<Kind> All =
        [PersistentVolume, PersistentVolumeClaim, StorageClass, PriorityClass, RuntimeClass, PodDisruptionBudget, CertificateSigningRequest];
}
