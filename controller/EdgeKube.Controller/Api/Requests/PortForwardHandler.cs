using EdgeKube.Api;
using EdgeKube.Link.Streams;

namespace EdgeKube.Controller.Api;

/// <summary>pods/portforward: connections to ports within a pod. A client that speaks records gets one connection, to the port of its query.</summary>
internal sealed class PortForwardHandler(Registry registry, INodeStreams streams)
{
    public async Task<ApiResponse> HandleAsync(RequestTarget target, CancellationToken cancellationToken)
    {
        if (target.Request.Method is not ("GET" or "POST"))
        {
            return Responses.Of(Statuses.MethodNotAllowed());
        }

        var found = registry.Get(target.Request.Caller, target.Kind, target.Namespace, target.Path.Name!, "portforward", "create");
        if (!found.Succeeded)
        {
            return Responses.Of(found.Error);
        }

        var pod = (Pod)found.Object;
        if (string.IsNullOrEmpty(pod.Spec?.NodeName))
        {
            return Responses.Of(PodStreamQuery.NoHost(pod));
        }

        switch (target.Request.Upgrade)
        {
            case UpgradeKind.Spdy:
                return new ApiResponse(101, ApiResponse.Json, default) { OpenPort = (port, token) => OpenAsync(pod, port, token) };
            case UpgradeKind.Records when target.Query.FindNumber("port", out _) is > 0 and <= ushort.MaxValue and var port:
                var opened = await OpenAsync(pod, (int)port, cancellationToken);
                return opened.Succeeded ? new ApiResponse(101, ApiResponse.Json, default) { Stream = opened.Object } : Responses.Of(opened.Error);
            case UpgradeKind.Records:
                return Responses.Of(Statuses.BadRequest("port: must be a number from 1 to 65535"));
            case UpgradeKind.None:
                return Responses.Of(Statuses.BadRequest("Upgrade request required"));
            default:
                return Responses.Of(Statuses.BadRequest("unable to upgrade: this server speaks SPDY/3.1+portforward.k8s.io in a WebSocket, which kubectl does since 1.31"));
        }
    }

    private Task<ApiResult<IPodStream>> OpenAsync(Pod pod, int port, CancellationToken cancellationToken) =>
        streams.OpenStreamAsync(pod, new PodStreamRequest(StreamKinds.PortForward, "") { Stdin = true, Stdout = true, Port = port }, cancellationToken);
}
