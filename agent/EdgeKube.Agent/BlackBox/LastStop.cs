namespace EdgeKube.Agent.BlackBox;

/// <summary>How the agent's former run ended.</summary>
/// <param name="Detail">What more is known, for people; empty when nothing is.</param>
/// <param name="IsReboot">The machine has started anew since.</param>
internal sealed record LastStop(StopReason Reason, string Detail, bool IsReboot)
{
    public bool IsUnclean => Reason != StopReason.OrderlyStop;
}
