using EdgeKube.Api;

namespace EdgeKube.Agent.Network;

/// <summary>How a pod is called within itself.</summary>
/// <param name="Host">At most 63 characters; 64 where spec.hostnameOverride says so.</param>
/// <param name="Full">Host, subdomain, namespace and the cluster's domain; empty without a subdomain.</param>
internal readonly record struct PodNames(string Host, string Full)
{
    private const int MaxHost = 63;

    // What the kernel takes as a host name.
    private const int MaxFull = 64;

    public static PodNames Of(Pod pod, string clusterDomain)
    {
        if (pod.Spec?.HostnameOverride is { Length: > 0 } overriding)
        {
            return new(overriding, "");
        }

        var host = pod.Spec?.Hostname is { Length: > 0 } given ? given : Shorten(pod.Name);
        var full = pod.Spec?.Subdomain is { Length: > 0 } subdomain ? $"{host}.{subdomain}.{pod.Namespace}.svc.{clusterDomain}" : "";
        return new(host, full);
    }

    /// <summary>What the kernel is told; null with a fault (the kubelet's sentence) when it is too long.</summary>
    public string? InKernel(Pod pod, out string fault)
    {
        fault = "";
        if (pod.Spec?.SetHostnameAsFQDN != true || Full.Length == 0)
        {
            return Host;
        }

        if (Full.Length > MaxFull)
        {
            fault = $"failed to construct FQDN from pod hostname and cluster domain, FQDN {Full} is too long ({MaxFull} characters is the max, {Full.Length} characters requested)";
            return null;
        }

        return Full;
    }

    private static string Shorten(string name) => name.Length <= MaxHost ? name : name[..MaxHost].TrimEnd('-', '.');
}
