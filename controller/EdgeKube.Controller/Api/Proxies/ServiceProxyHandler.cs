using EdgeKube.Api;

namespace EdgeKube.Controller.Api;

/// <summary>services/proxy: one HTTP request to a ready pod behind a Service.</summary>
internal sealed class ServiceProxyHandler(Registry registry, ProxyForwarder forwarder)
{
    public async Task<ApiResponse> HandleAsync(RequestTarget target, CancellationToken cancellationToken)
    {
        var found = ProxiedObject.Find(registry, target, "service");
        if (!found.Succeeded)
        {
            return Responses.Of(found.Error);
        }

        var backends = Find((SchemaObject)found.Object.Object, found.Object.Proxy.Port);
        if (!backends.Succeeded)
        {
            return Responses.Of(backends.Error);
        }

        // Any of them, as Kubernetes does: nothing here knows which has the least to do.
        var (pod, port) = backends.Object[Random.Shared.Next(backends.Object.Count)];
        return await forwarder.ForwardAsync(pod, port, target, cancellationToken);
    }

    private ApiResult<List<ServiceBackend>> Find(SchemaObject service, string port)
    {
        var endpoints = registry.Reader.Find(WellKnownKinds.Endpoints, service.Namespace, service.Name) as SchemaObject;
        return ServiceBackends.Find(service, port, endpoints, () => registry.Reader.List(KindTable.Pod, service.Namespace).Items.OfType<Pod>());
    }
}
