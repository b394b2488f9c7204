using EdgeKube.Api;

namespace EdgeKube.Controller.Api;

/// <summary>pods/log: a stream from the node that runs the pod.</summary>
internal sealed class LogHandler(Registry registry, INodeStreams streams)
{
    public async Task<ApiResponse> HandleAsync(RequestTarget target, CancellationToken cancellationToken)
    {
        if (target.Request.Method != "GET")
        {
            return Responses.Of(Statuses.MethodNotAllowed());
        }

        var found = registry.Get(target.Request.Caller, target.Kind, target.Namespace, target.Path.Name!, "log");
        if (!found.Succeeded)
        {
            return Responses.Of(found.Error);
        }

        var pod = (Pod)found.Object;
        var options = LogQuery.Read(pod, target.Query);
        if (!options.Succeeded)
        {
            return Responses.Of(options.Error);
        }

        // As Kubernetes: no node yet, no log yet, and no fault either.
        if (string.IsNullOrEmpty(pod.Spec?.NodeName))
        {
            return new ApiResponse(204, ApiResponse.Text, default);
        }

        var log = await streams.OpenLogAsync(pod, options.Object, cancellationToken);
        return log.Succeeded ? new ApiResponse(200, ApiResponse.Text, default) { Parts = log.Object } : Responses.Of(log.Error);
    }
}
