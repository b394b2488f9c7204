using System.Net.WebSockets;
using EdgeKube.Controller.Api;
using EdgeKube.Controller.Http.Spdy;
using Microsoft.AspNetCore.Http;

namespace EdgeKube.Controller.Http.Upgrades;

/// <summary>Carries streams to a pod over what a request has become.</summary>
internal static class UpgradedExchange
{
    public static async Task RunAsync(HttpContext context, UpgradeRequest request, ApiResponse response, Func<bool> mayGoOn, CancellationToken cancellationToken)
    {
        await using var stream = response.Stream;
        using var socket = await WebSocketUpgrade.AcceptAsync(context, request);
        try
        {
            if (stream is not null)
            {
                await new ChannelSocket(socket, stream, request.Protocol == UpgradeRequest.ChannelsV5, mayGoOn).RunAsync(cancellationToken);
                return;
            }

            using var tunnel = new PortForwardTunnel(socket, response.OpenPort!, mayGoOn);
            await RunAsync(tunnel, socket, cancellationToken);
        }
        catch (WebSocketException)
        {
            // The client has gone in the middle of a message.
        }
    }

    private static async Task RunAsync(PortForwardTunnel tunnel, WebSocket socket, CancellationToken cancellationToken)
    {
        try
        {
            await tunnel.RunAsync(cancellationToken);
        }
        catch (SpdyException e)
        {
            await socket.CloseOutputAsync(WebSocketCloseStatus.ProtocolError, e.Message, cancellationToken);
        }
    }
}
