using EdgeKube.Controller.Api;
using EdgeKube.Controller.Configuration;
using EdgeKube.Controller.Mqtt;
using EdgeKube.Controller.Store;
using Microsoft.Extensions.Logging;

namespace EdgeKube.Controller.Hosting;

/// <summary>What runs behind the API: the loops, and who takes care of nodes. To add a loop, add it to the list in <see cref="Build"/>.</summary>
internal sealed record ControllerParts(IReadOnlyList<IControllerLoop> Loops, INodeDoor NodeDoor, INodeStreams Streams)
{
    public static ControllerParts Build(ControllerOptions options, IClusterStore store, ApiComposition api, ILoggerFactory logs, TimeProvider time)
    {
        var nodes = new NodesAway();
        return new ControllerParts(
            [
            ],
            nodes,
            nodes);
    }
}
