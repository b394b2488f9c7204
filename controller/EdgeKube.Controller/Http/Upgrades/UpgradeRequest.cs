using EdgeKube.Controller.Api;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace EdgeKube.Controller.Http.Upgrades;

/// <summary>What a request asks to become.</summary>
/// <param name="Kind">None: an ordinary answer.</param>
/// <param name="Protocol">Of those that a WebSocket offers, the one that is taken.</param>
/// <param name="Key">The WebSocket's, which its answer must show to have read.</param>
internal sealed record UpgradeRequest(UpgradeKind Kind, string Protocol = "", string Key = "")
{
    /// <summary>Kubernetes' channels in a WebSocket, with a message that closes one of them.</summary>
    public const string ChannelsV5 = "v5.channel.k8s.io";

    /// <summary>The same without.</summary>
    public const string ChannelsV4 = "v4.channel.k8s.io";

    /// <summary>SPDY in a WebSocket, for ports.</summary>
    public const string PortForward = "SPDY/3.1+portforward.k8s.io";

    // In the order of preference.
    private static readonly (string Name, UpgradeKind Kind)[] Known = [(ChannelsV5, UpgradeKind.Records), (ChannelsV4, UpgradeKind.Records), (PortForward, UpgradeKind.Spdy)];

    private static readonly UpgradeRequest Unknown = new(UpgradeKind.Unknown);

    public static UpgradeRequest Read(HttpContext context)
    {
        if (context.Features.Get<IHttpUpgradeFeature>() is not { IsUpgradableRequest: true })
        {
            return new UpgradeRequest(UpgradeKind.None);
        }

        var headers = context.Request.Headers;
        var key = headers.SecWebSocketKey.ToString();
        if (!string.Equals(headers.Upgrade.ToString(), "websocket", StringComparison.OrdinalIgnoreCase) || headers.SecWebSocketVersion != "13" || !IsKey(key))
        {
            return Unknown;
        }

        var offered = headers.GetCommaSeparatedValues("Sec-WebSocket-Protocol");
        foreach (var (name, kind) in Known)
        {
            if (offered.Contains(name, StringComparer.Ordinal))
            {
                return new UpgradeRequest(kind, name, key);
            }
        }

        return Unknown;
    }

    // Sixteen bytes in Base64.
    private static bool IsKey(string key) => key.Length == 24 && Convert.TryFromBase64String(key, stackalloc byte[16], out var length) && length == 16;
}
