using EdgeKube.Agent.Configuration;
using EdgeKube.Agent.Replica;
using Microsoft.Extensions.Logging;

namespace EdgeKube.Agent.Trust;

/// <summary>Who this device is when the agent starts.</summary>
internal static class TrustLoader
{
    /// <summary>Null without an identity: the pods that this device holds run all the same, and a join is waited for.</summary>
    public static NodeTrust? Load(IdentityStore store, AgentClock clock, Action changed, ILogger logger)
    {
        try
        {
            if (store.Load() is { } identity)
            {
                return new NodeTrust(identity, store, clock, changed, logger);
            }

            TrustLog.NotJoined(logger);
        }
        catch (IdentityUnusableException e)
        {
            TrustLog.Unusable(logger, store.Directory, e.Message);
        }

        return null;
    }

    /// <summary>The name is the certificate's. Should that be lost, the replica still knows whose pods these are, and they must not be started twice.</summary>
    public static string NameOf(AgentOptions options, NodeTrust? trust, NodeView view) =>
        options.IsPlain ? options.NodeName : trust?.Identity.Node ?? view.FindNodeName() ?? options.NodeName;

    /// <summary>Where controllers are now: first as configured, then as they told themselves. None without an identity, unless the link is plain.</summary>
    public static IReadOnlyList<Uri> Controllers(AgentOptions configured, NodeTrust? trust) => trust is null
        ? configured.IsPlain ? configured.Controllers : []
        : [.. configured.Controllers.Concat(trust.Identity.Controllers).Distinct()];
}
