using EdgeKube.Api;

namespace EdgeKube.Agent.Pods;

/// <summary>What a container may know of its own pod through fieldRef.</summary>
internal static class DownwardFields
{
    /// <returns>Null when there is no such field.</returns>
    public static string? Find(Pod pod, string fieldPath, IReadOnlyList<string> podIPs, string nodeIP) => fieldPath switch
    {
        "metadata.name" => pod.Name,
        "metadata.namespace" => pod.Namespace,
        "metadata.uid" => pod.Uid,
        "spec.nodeName" => pod.Spec?.NodeName ?? "",
        "spec.serviceAccountName" => pod.Spec?.ServiceAccountName ?? "",
        "status.hostIP" or "status.hostIPs" => nodeIP,
        "status.podIP" => podIPs.Count > 0 ? podIPs[0] : "",
        "status.podIPs" => string.Join(',', podIPs),
        _ => FindKey(pod, fieldPath),
    };

    private static string? FindKey(Pod pod, string fieldPath)
        => Key(fieldPath, "metadata.labels['") is { } label ? pod.Metadata.Labels?.GetValueOrDefault(label) ?? ""
            : Key(fieldPath, "metadata.annotations['") is { } annotation ? pod.Metadata.Annotations?.GetValueOrDefault(annotation) ?? ""
            : null;

    private static string? Key(string fieldPath, string prefix)
        => fieldPath.StartsWith(prefix, StringComparison.Ordinal) && fieldPath.EndsWith("']", StringComparison.Ordinal) && fieldPath.Length > prefix.Length + 2
            ? fieldPath[prefix.Length..^2]
            : null;
}
