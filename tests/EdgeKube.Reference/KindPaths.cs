using System.Text.RegularExpressions;

namespace EdgeKube.Reference;

/// <summary>Where objects of a manifest are created, for the kinds that the recordings hold.</summary>
internal static partial class KindPaths
{
    private static readonly Dictionary<string, string> ClusterWide = new()
    {
        ["Namespace"] = "namespaces",
        ["Node"] = "nodes",
        ["PersistentVolume"] = "persistentvolumes",
        ["ClusterRole"] = "clusterroles",
        ["ClusterRoleBinding"] = "clusterrolebindings",
        ["StorageClass"] = "storageclasses",
        ["PriorityClass"] = "priorityclasses",
        ["IngressClass"] = "ingressclasses",
        ["RuntimeClass"] = "runtimeclasses",
        ["CSIDriver"] = "csidrivers",
        ["CSINode"] = "csinodes",
        ["FlowSchema"] = "flowschemas",
        ["PriorityLevelConfiguration"] = "prioritylevelconfigurations",
        ["DeviceClass"] = "deviceclasses",
        ["ResourceSlice"] = "resourceslices",
        ["VolumeAttachment"] = "volumeattachments",
        ["VolumeAttributesClass"] = "volumeattributesclasses",
        ["IPAddress"] = "ipaddresses",
        ["ServiceCIDR"] = "servicecidrs",
        ["CustomResourceDefinition"] = "customresourcedefinitions",
        ["SelfSubjectReview"] = "selfsubjectreviews",
        ["SelfSubjectAccessReview"] = "selfsubjectaccessreviews",
        ["CertificateSigningRequest"] = "certificatesigningrequests",
    };

    public static string Of(string manifest, string ns)
    {
        var apiVersion = ApiVersion().Match(manifest).Groups[1].Value;
        var kind = Kind().Match(manifest).Groups[1].Value;
        var root = apiVersion.Contains('/', StringComparison.Ordinal) ? $"/apis/{apiVersion}" : $"/api/{apiVersion}";
        return ClusterWide.TryGetValue(kind, out var plural) ? $"{root}/{plural}" : $"{root}/namespaces/{ns}/{Plural(kind)}";
    }

    private static string Plural(string kind)
    {
        var word = kind.ToLowerInvariant();
        return word switch
        {
            "endpoints" => word,
            _ when word.EndsWith('s') => word + "es",
            _ when word.EndsWith('y') => word[..^1] + "ies",
            _ => word + "s",
        };
    }

    [GeneratedRegex(@"(?m)^apiVersion: *""?([\w./]+)")]
    private static partial Regex ApiVersion();

    [GeneratedRegex(@"(?m)^kind: *(\w+)")]
    private static partial Regex Kind();
}
