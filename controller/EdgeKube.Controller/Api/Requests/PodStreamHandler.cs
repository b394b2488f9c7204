using EdgeKube.Api;

namespace EdgeKube.Controller.Api;

/// <summary>pods/exec and pods/attach: records both ways, between whoever asks and a process on the node.</summary>
internal sealed class PodStreamHandler(Registry registry, INodeStreams streams)
{
    public async Task<ApiResponse> HandleAsync(RequestTarget target, CancellationToken cancellationToken)
    {
        if (target.Request.Method is not ("GET" or "POST"))
        {
            return Responses.Of(Statuses.MethodNotAllowed());
        }

        // Kubernetes asks for get by the method of a WebSocket, and since 1.35 for create all the same: who may only read runs nothing.
        var found = registry.Get(target.Request.Caller, target.Kind, target.Namespace, target.Path.Name!, target.Path.Subresource, "create");
        if (!found.Succeeded)
        {
            return Responses.Of(found.Error);
        }

        var pod = (Pod)found.Object;
        var request = PodStreamQuery.Read(pod, target.Path.Subresource!, target.Query);
        if (!request.Succeeded)
        {
            return Responses.Of(request.Error);
        }

        return target.Request.Upgrade switch
        {
            UpgradeKind.Records => Answer(await streams.OpenStreamAsync(pod, request.Object, cancellationToken)),
            UpgradeKind.None => Responses.Of(Statuses.BadRequest("Upgrade request required")),

            // kubectl tries SPDY after a WebSocket that was refused, and shows the second answer.
            _ when ContainerChoice.FindStatus(pod, request.Object.Container) is not { State.Running: not null } =>
                Responses.OfText(500, $"container not found (\"{request.Object.Container}\")"),
            _ => Responses.Of(Statuses.BadRequest("unable to upgrade: this server speaks the WebSocket protocols v5.channel.k8s.io and v4.channel.k8s.io, which kubectl does since 1.29")),
        };
    }

    // The kubelet's answer is bare text, and kubectl shows it as such.
    private static ApiResponse Answer(ApiResult<IPodStream> opened) => opened switch
    {
        { Succeeded: true, Object: var stream } => new ApiResponse(101, ApiResponse.Json, default) { Stream = stream },
        { Error: { Reason: PodStreamRequest.NoContainer, Message: { } message } } => Responses.OfText(500, message),
        _ => Responses.Of(opened.Error!),
    };
}
