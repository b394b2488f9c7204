using EdgeKube.Api;
using EdgeKube.Controller.Api;
using EdgeKube.Controller.Fleet.Streams;
using EdgeKube.Link.Streams;

namespace EdgeKube.Controller.Fleet.Operations;

/// <summary>Tells a node's machine to reboot.</summary>
internal sealed class NodeReboot(NodeFleet fleet, IResources resources, NodeGate gate)
{
    /// <summary>POST …/nodes/NAME/reboot?maxUnavailable=N&amp;selector=LABELS: answers once the machine has begun to.</summary>
    public async Task<ApiResponse> RunAsync(string name, ApiPath path, CancellationToken cancellationToken)
    {
        var (limit, fault) = NodeLimit.Read(path, "maxUnavailable");
        if (fault is not null)
        {
            return Responses.Of(Statuses.BadRequest(fault));
        }

        if (resources.Find<Node>(null, name) is not { } node)
        {
            return Responses.Of(Statuses.NotFound(KindTable.Node, name));
        }

        if (gate.Leave(node, limit, order: null) is { } refusal)
        {
            return Responses.Of(Statuses.TooManyRequests(refusal));
        }

        var error = await OrderAsync(name, cancellationToken);
        if (error is not null)
        {
            gate.Stay(name);
            return Responses.Of(error);
        }

        return Responses.Of(new ApiStatus { Status = "Success", Code = 200, Message = $"node \"{name}\" reboots" });
    }

    private async Task<ApiStatus?> OrderAsync(string node, CancellationToken cancellationToken)
    {
        if (await fleet.OpenStreamAsync(node, StreamKinds.Reboot, new Dictionary<string, string>(), cancellationToken) is not { } stream)
        {
            return StreamErrors.NotConnected(node);
        }

        await foreach (var _ in stream.ReadToEndAsync(cancellationToken))
        {
            // Only how it ends counts.
        }

        // A machine that goes down quickly may take the link along before it has answered.
        return stream.End is { } end && end.Reason != StreamEnd.Disconnected ? StreamErrors.Find(node, end) : null;
    }
}
