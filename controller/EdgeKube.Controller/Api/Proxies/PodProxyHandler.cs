using EdgeKube.Api;

namespace EdgeKube.Controller.Api;

/// <summary>pods/proxy: one HTTP request to a port within a pod.</summary>
internal sealed class PodProxyHandler(Registry registry, ProxyForwarder forwarder)
{
    public async Task<ApiResponse> HandleAsync(RequestTarget target, CancellationToken cancellationToken)
    {
        var found = ProxiedObject.Find(registry, target, "pod");
        if (!found.Succeeded)
        {
            return Responses.Of(found.Error);
        }

        var (pod, proxy) = ((Pod)found.Object.Object, found.Object.Proxy);
        if (string.IsNullOrEmpty(pod.Spec?.NodeName))
        {
            return Responses.Of(PodStreamQuery.NoHost(pod));
        }

        return proxy.FindPort(pod.Spec) is { } port
            ? await forwarder.ForwardAsync(pod, port, target, cancellationToken)
            : Responses.Of(Statuses.BadRequest($"pod \"{pod.Name}\" has no port \"{proxy.Port}\""));
    }
}
