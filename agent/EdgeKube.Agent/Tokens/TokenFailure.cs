namespace EdgeKube.Agent.Tokens;

/// <summary>The controller did not give a token.</summary>
/// <param name="RetryAt">Uptime.</param>
internal sealed record TokenFailure(string Message, int Count, TimeSpan RetryAt)
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    public static TokenFailure After(TokenFailure? former, string message, TimeSpan now)
    {
        var count = Math.Min((former?.Count ?? 0) + 1, 20);
        var wait = TimeSpan.FromSeconds(Math.Pow(2, count - 1));
        return new(message, count, now + (wait < Longest ? wait : Longest));
    }
}
