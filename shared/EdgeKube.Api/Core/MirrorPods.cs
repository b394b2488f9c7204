namespace EdgeKube.Api;

/// <summary>
/// Static pods come from files of a node; a mirror pod shows one in the API. The node runs the file's pod, never the mirror: its annotation says
/// which one it shows.
/// </summary>
public static class MirrorPods
{
    /// <summary>On a mirror: the hash of the static pod that it shows.</summary>
    public const string MirrorAnnotation = "kubernetes.io/config.mirror";

    /// <summary>The hash of a static pod, which is its uid on its node.</summary>
    public const string HashAnnotation = "kubernetes.io/config.hash";

    /// <summary>Where the node has it from: <see cref="FileSource"/>.</summary>
    public const string SourceAnnotation = "kubernetes.io/config.source";

    /// <summary>The value of <see cref="SourceAnnotation"/> for what lies in a directory of the node.</summary>
    public const string FileSource = "file";

    /// <summary>The hash of the static pod that this pod mirrors; null when it is no mirror.</summary>
    public static string? FindHash(Pod pod) => pod.Metadata.Annotations?.GetValueOrDefault(MirrorAnnotation) is { Length: > 0 } hash ? hash : null;

    /// <summary>The uid under which the node runs it: containers, logs and events know it by that.</summary>
    public static string UidOnNode(Pod pod) => FindHash(pod) ?? pod.Uid;

    /// <summary>Objects of the API that a static pod names but may not, each as field and word: its node might have no API to ask.</summary>
    public static IEnumerable<FieldError> FindReferences(PodSpec spec, string path)
    {
        if (spec.ServiceAccountName is { Length: > 0 } and not "default")
        {
            yield return Forbidden($"{path}.serviceAccountName", "service accounts");
        }

        if (spec.ImagePullSecrets is { Count: > 0 })
        {
            yield return Forbidden($"{path}.imagePullSecrets", "secrets");
        }

        foreach (var container in PodContainers.All(spec))
        {
            if (container.EnvFrom is { Count: > 0 })
            {
                yield return Forbidden($"{path}.containers[{container.Name}].envFrom", "config maps and secrets");
            }

            if ((container.Env ?? []).Any(variable => variable.ValueFrom is { ConfigMapKeyRef: not null } or { SecretKeyRef: not null }))
            {
                yield return Forbidden($"{path}.containers[{container.Name}].env", "config maps and secrets");
            }
        }

        foreach (var volume in spec.Volumes ?? [])
        {
            if (volume.ConfigMap is not null || volume.Secret is not null
                || (volume.Projected?.Sources ?? []).Any(source => source.ConfigMap is not null || source.Secret is not null || source.ServiceAccountToken is not null))
            {
                yield return Forbidden($"{path}.volumes[{volume.Name}]", "config maps, secrets and tokens");
            }
        }
    }

    private static FieldError Forbidden(string field, string what) => FieldError.Forbidden(field, $"static pods may not reference {what}");
}
