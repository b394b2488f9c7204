namespace EdgeKube.Agent.Tokens;

/// <summary>A token that was given to this node. Text of this record never holds it.</summary>
/// <param name="ReceivedAt">Uptime; null for one from an earlier run.</param>
internal sealed record HeldToken(string Text, TokenTimes Times, TimeSpan? ReceivedAt)
{
    public override string ToString() => $"HeldToken {{ {Times} }}";
}
