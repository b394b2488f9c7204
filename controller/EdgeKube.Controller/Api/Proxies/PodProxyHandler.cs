using EdgeKube.Api;

namespace EdgeKube.Controller.Api;

/// <summary>pods/proxy: one HTTP request to a port within a pod.</summary>
internal sealed class PodProxyHandler(Registry registry, ProxyForwarder forwarder)
{
    public async Task<ApiResponse> HandleAsync(RequestTarget target, CancellationToken cancellationToken)
    {
        if (ProxyForwarder.VerbOf(target.Request.Method) is not { } verb)
        {
            return Responses.Of(Statuses.MethodNotAllowed());
        }

        if (ProxyTarget.Parse(target.Path.Name!) is not { } proxy)
        {
            return Responses.Of(Statuses.BadRequest($"invalid pod request \"{target.Path.Name}\": must be NAME or NAME:PORT, over http"));
        }

        var found = registry.Get(target.Request.Caller, target.Kind, target.Namespace, proxy.Name, "proxy", verb);
        if (!found.Succeeded)
        {
            return Responses.Of(found.Error);
        }

        var pod = (Pod)found.Object;
        if (string.IsNullOrEmpty(pod.Spec?.NodeName))
        {
            return Responses.Of(PodStreamQuery.NoHost(pod));
        }

        return proxy.FindPort(pod.Spec) is { } port
            ? await forwarder.ForwardAsync(pod, port, target, cancellationToken)
            : Responses.Of(Statuses.BadRequest($"pod \"{pod.Name}\" has no port \"{proxy.Port}\""));
    }
}
