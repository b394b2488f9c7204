using EdgeKube.Link.Trust;

namespace EdgeKube.Agent.Tokens;

/// <summary>Decides which tokens are asked for now. Waits are on the scale of the node's uptime.</summary>
internal static class TokenPlanner
{
    // As the kubelet: a token is replaced after a day, however long it may count.
    private static readonly TimeSpan LongestUse = TimeSpan.FromDays(1);
    private const double UsedPart = 0.8;

    public static TokenPlan Plan(
        IReadOnlyCollection<TokenNeed> needs,
        IReadOnlyDictionary<string, HeldToken> held,
        IReadOnlyDictionary<string, TokenFailure> failures,
        TimeSpan now,
        TimeReading clock)
    {
        var (ask, keys) = (new List<TokenNeed>(), new HashSet<string>(StringComparer.Ordinal));
        TimeSpan? next = null;
        foreach (var need in needs)
        {
            if (!keys.Add(need.Key))
            {
                continue;
            }

            var dueAt = DueAt(held.GetValueOrDefault(need.Key), failures.GetValueOrDefault(need.Key), now, clock);
            if (dueAt <= now)
            {
                ask.Add(need);
            }
            else
            {
                next = next is { } earlier && earlier < dueAt ? earlier : dueAt;
            }
        }

        return new(ask, [.. held.Keys.Where(key => !keys.Contains(key))], next);
    }

    private static TimeSpan DueAt(HeldToken? token, TokenFailure? failure, TimeSpan now, TimeReading clock)
    {
        var dueAt = token is null ? now : FindAge(token, now, clock) is { } age ? now + UseOf(token.Times.Life) - age : now;
        return failure is not null && failure.RetryAt > dueAt ? failure.RetryAt : dueAt;
    }

    private static TimeSpan UseOf(TimeSpan life) => life * UsedPart < LongestUse ? life * UsedPart : LongestUse;

    // Null when it cannot be told: the clock of a node without a battery says anything.
    private static TimeSpan? FindAge(HeldToken token, TimeSpan now, TimeReading clock)
        => token.ReceivedAt is { } at ? now - at : clock.IsTrusted && clock.Now >= token.Times.IssuedAt ? clock.Now - token.Times.IssuedAt : null;
}
