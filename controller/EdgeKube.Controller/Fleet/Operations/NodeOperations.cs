using EdgeKube.Controller.Api;
using EdgeKube.Controller.Fleet.Streams;
using EdgeKube.Controller.Fleet.Upgrade;
using EdgeKube.Link.Streams;

namespace EdgeKube.Controller.Fleet.Operations;

/// <summary>What operators ask of a node's machine: <c>/edgekube/v1/nodes/NAME/…</c>. Who may ask has been looked at.</summary>
internal sealed class NodeOperations(NodeFleet fleet, PackageHandler packages, PackageSender sender, NodeReboot reboot, TimeProvider time)
{
    // A check looks up names and connects to controllers, each for some seconds at most.
    private static readonly TimeSpan CheckLimit = TimeSpan.FromMinutes(1);

    public PackageHandler Packages => packages;

    public NodeReboot Reboot => reboot;

    /// <summary>POST …/upgrade?to=VERSION&amp;batch=N: lines of text.</summary>
    public Task<ApiResponse> UpgradeAsync(string node, ApiPath path, CancellationToken cancellationToken) => sender.SendAsync(node, path, cancellationToken);

    /// <summary>GET …/check: lines of text, each beginning with ok, warn or fail.</summary>
    public async Task<ApiResponse> CheckAsync(string node, CancellationToken cancellationToken)
    {
        if (await fleet.OpenStreamAsync(node, StreamKinds.Check, new Dictionary<string, string>(), cancellationToken) is not { } stream)
        {
            return Responses.Of(StreamErrors.NotConnected(node));
        }

        using var limit = new CancellationTokenSource(CheckLimit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            var text = new MemoryStream();
            await foreach (var bytes in stream.ReadToEndAsync(either.Token))
            {
                text.Write(bytes.Span);
            }

            return stream.End is { } end && StreamErrors.Find(node, end) is { } error ? Responses.Of(error) : new ApiResponse(200, ApiResponse.Text, text.ToArray());
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return Responses.Of(StreamErrors.TooSlow(node));
        }
    }
}
