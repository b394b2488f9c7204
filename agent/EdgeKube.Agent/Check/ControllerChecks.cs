namespace EdgeKube.Agent.Check;

/// <summary>Does this node belong to a cluster, can it reach it, and what time is it? Pure.</summary>
internal static class ControllerChecks
{
    private static readonly TimeSpan Soon = TimeSpan.FromDays(30);

    public static IEnumerable<Finding> Find(ControllerFacts facts, NodeFacts node)
    {
        yield return facts.Clock.IsWrong
            ? Finding.Warn("clock", facts.Clock.Message, "apt install systemd-timesyncd, or set it: date -s; meanwhile nothing expires, and pods run on")
            : Finding.Ok("clock", facts.Clock.Message);
        yield return Certificate(facts);
        if (facts.CertificateName.Length > 0 && node.HostName.Length > 0 && facts.CertificateName != node.HostName)
        {
            yield return Finding.Ok("name", $"this is node {facts.CertificateName}; the host's name is {node.HostName} now, which changes nothing");
        }

        foreach (var (address, error) in facts.Reached)
        {
            yield return error is null
                ? Finding.Ok("controller", $"{address} answers")
                : new(facts.Reached.Any(one => one.Error is null) ? CheckLevel.Warn : CheckLevel.Fail, "controller", $"{address}: {error}", "is it up, and may this network reach its port? pods run on");
        }

        yield return node.AgentRuns
            ? Finding.Ok("agent", "runs")
            : Finding.Fail("agent", "does not run", "systemctl enable --now edgekube-agent; if it ends again: journalctl -u edgekube-agent");
    }

    private static Finding Certificate(ControllerFacts facts) => facts switch
    {
        { IsPlain: true } => Finding.Warn("certificate", "none: the link is plain, and nobody proves who he is", "only for a network of your own; else use mqtts:// and join"),
        { IdentityError: { } error } => Finding.Fail("certificate", $"the files of the identity cannot be used: {error}", "edgectl node replace on the controller, then edgekube-agent join … --rejoin"),
        { HasJoined: false } => Finding.Fail("certificate", "this device is no node yet", "edgectl token create on the controller prints the line to run here"),
        _ when facts.NotAfter < facts.Now => Finding.Warn("certificate", $"of {facts.CertificateName}, over since {facts.NotAfter:yyyy-MM-dd}", "it is renewed by itself when the controller is reached"),
        _ when facts.NotAfter - facts.Now < Soon => Finding.Warn("certificate", $"of {facts.CertificateName}, over on {facts.NotAfter:yyyy-MM-dd}", "it is renewed by itself when the controller is reached: see to the link"),
        _ => Finding.Ok("certificate", $"of {facts.CertificateName}, until {facts.NotAfter:yyyy-MM-dd}"),
    };
}
