namespace EdgeKube.Controller.Security.Identities;

/// <param name="Principal">Who it is; null when refused.</param>
/// <param name="Reason">Why it was refused, for a log; never told to a stranger.</param>
internal sealed record GateDecision(Principal? Principal, string Reason)
{
    public static GateDecision Accept(Principal principal) => new(principal, "");

    public static GateDecision Refuse(string reason) => new(null, reason);
}
