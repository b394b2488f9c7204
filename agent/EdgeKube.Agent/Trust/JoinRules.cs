using EdgeKube.Agent.Configuration;
using EdgeKube.Link;
using EdgeKube.Link.Trust;

namespace EdgeKube.Agent.Trust;

/// <summary>Whether a device may join as asked. Pure.</summary>
internal static class JoinRules
{
    /// <param name="asked">The command line.</param>
    /// <param name="configuredName">The node's name, unless the command line gives another or the device has one already.</param>
    /// <param name="present">The identity that the device has now, or null.</param>
    /// <returns>What to join with, or what is wrong with it.</returns>
    public static (JoinPlan? Plan, string? Fault) Check(CommandLine asked, string configuredName, AgentIdentity? present)
    {
        var name = asked.NodeName ?? present?.Node ?? configuredName;
        if (ControllerAddress.Find(asked.Controller ?? "") is not { Scheme: ControllerAddress.Secure } controller)
        {
            return (null, $"\"{asked.Controller}\": must be of the form mqtts://HOST:PORT");
        }

        if (EnrollmentToken.Find(asked.Token ?? "") is not { } token)
        {
            return (null, "token: is none; copy the whole line that edgectl token create printed");
        }

        if (!Identity.IsNodeName(name))
        {
            return (null, $"node \"{name}\": must be a lower case name of letters, digits, '-' and '.', at most 58 characters long; give one with --node-name");
        }

        return FindConflict(asked, name, token, present) is { } conflict ? (null, conflict) : (new JoinPlan(controller, token, name, asked.Rejoin), null);
    }

    // Under another authority the present identity is of no use any more, so nothing is lost by a new one.
    private static string? FindConflict(CommandLine asked, string name, EnrollmentToken token, AgentIdentity? present) => present switch
    {
        null => null,
        _ when present.Node != name => $"this device is node \"{present.Node}\" already; edgekube-agent leave ends that, then it can join as \"{name}\"",
        _ when asked.Rejoin || present.Bundle.Anchors.All(anchor => !anchor.PublicKey.Equals(token.Authority)) => null,
        _ => $"this device is node \"{present.Node}\" of this cluster already; edgekube-agent leave ends that, or repeat with --rejoin to get a new certificate and keep its pods",
    };
}
