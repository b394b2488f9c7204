using EdgeKube.Api;
using EdgeKube.Link.Services;

namespace EdgeKube.Agent.Pods;

/// <summary>What pods refer to, as the replica holds it. May be asked from any thread, and answers at once where it does not say otherwise.</summary>
internal interface IPodInputs
{
    ConfigMap? FindConfigMap(string @namespace, string name);

    Secret? FindSecret(string @namespace, string name);

    /// <summary>Where the volume is that a claim is bound to; null while it is not.</summary>
    ClaimedVolume? FindClaimedVolume(string @namespace, string claim);

    /// <summary>The runtime's own name of a RuntimeClass; null when there is no such class.</summary>
    string? FindRuntimeHandler(string runtimeClass);

    /// <summary>The addresses of a namespace's Services by the Services' names, as far as this node is told of them.</summary>
    IReadOnlyDictionary<string, ClusterAddress> FindServices(string @namespace);

    /// <summary>The last token that came, be it past its end; null with the fault when none ever came.</summary>
    string? FindToken(Pod pod, ServiceAccountTokenProjection source, out string fault);

    /// <summary>Returns when the pod's tokens are there, or when waiting for them would be in vain.</summary>
    Task WaitForTokensAsync(Pod pod, CancellationToken cancellationToken);
}
