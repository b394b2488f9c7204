using EdgeKube.Api;
using EdgeKube.Controller.Reconcilers.ApiService;
using EdgeKube.Link.Services;

namespace EdgeKube.Controller.Fleet.Views;

/// <summary>What a pod's node must have besides the pod. Pure.</summary>
internal static class PodReferences
{
    /// <summary>The kind under which a node is told where a claim's volume is.</summary>
    public const string Claimed = "ClaimedVolume";

    /// <summary>The Service that every container is told of.</summary>
    private static readonly LinkKey ApiService = new(ClusterAddress.Kind, ApiServiceContent.Namespace, ApiServiceContent.Name);

    /// <summary>
    /// The ConfigMaps, Secrets and claims named by env, envFrom, volumes and pull secrets, the RuntimeClass, and the Services that containers are told
    /// of, existing or not.
    /// </summary>
    public static IReadOnlySet<LinkKey> Of(Pod pod)
    {
        var found = new HashSet<LinkKey> { ApiService };
        if (pod.Spec?.EnableServiceLinks != false)
        {
            found.Add(ServiceNames.AllOf(pod.Namespace));
        }

        foreach (var container in PodContainers.WithEphemeral(pod.Spec))
        {
            foreach (var source in container.EnvFrom ?? [])
            {
                Add("ConfigMap", source.ConfigMapRef?.Name);
                Add("Secret", source.SecretRef?.Name);
            }

            foreach (var variable in container.Env ?? [])
            {
                Add("ConfigMap", variable.ValueFrom?.ConfigMapKeyRef?.Name);
                Add("Secret", variable.ValueFrom?.SecretKeyRef?.Name);
            }
        }

        foreach (var volume in pod.Spec?.Volumes ?? [])
        {
            Add("ConfigMap", volume.ConfigMap?.Name);
            Add("Secret", volume.Secret?.SecretName);
            Add(Claimed, volume.PersistentVolumeClaim?.ClaimName);
            foreach (var source in volume.Projected?.Sources ?? [])
            {
                Add("ConfigMap", source.ConfigMap?.Name);
                Add("Secret", source.Secret?.Name);
            }
        }

        foreach (var secret in pod.Spec?.ImagePullSecrets ?? [])
        {
            Add("Secret", secret.Name);
        }

        if (pod.Spec?.RuntimeClassName is { Length: > 0 } runtime)
        {
            found.Add(new LinkKey("RuntimeClass", "", runtime));
        }

        return found;

        void Add(string kind, string? name)
        {
            if (!string.IsNullOrEmpty(name))
            {
                found.Add(new LinkKey(kind, pod.Namespace, name));
            }
        }
    }
}
