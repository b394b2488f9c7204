using EdgeKube.Api;

namespace EdgeKube.Controller.Api;

/// <summary>services/proxy: one HTTP request to a ready pod behind a Service.</summary>
internal sealed class ServiceProxyHandler(Registry registry, ProxyForwarder forwarder)
{
    public async Task<ApiResponse> HandleAsync(RequestTarget target, CancellationToken cancellationToken)
    {
        if (ProxyForwarder.VerbOf(target.Request.Method) is not { } verb)
        {
            return Responses.Of(Statuses.MethodNotAllowed());
        }

        if (ProxyTarget.Parse(target.Path.Name!) is not { } proxy)
        {
            return Responses.Of(Statuses.BadRequest($"invalid service request \"{target.Path.Name}\": must be NAME or NAME:PORT, over http"));
        }

        var found = registry.Get(target.Request.Caller, target.Kind, target.Namespace, proxy.Name, "proxy", verb);
        if (!found.Succeeded)
        {
            return Responses.Of(found.Error);
        }

        var backends = Find((SchemaObject)found.Object, proxy.Port);
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
