using EdgeKube.Controller.Security.Pki;

namespace EdgeKube.Controller.Security.Enrollment;

/// <summary>
/// Removes tokens whose time is over, and lets the time of others begin once the clock can be trusted. Until then a token lives as long as it says
/// while the controller runs: that much time has passed whatever the clock says.
/// </summary>
internal sealed class TokenExpiry(TokenStore tokens, TrustedClock clock)
{
    // When each token without a date was first seen by this process.
    private readonly Dictionary<string, long> _seen = new(StringComparer.Ordinal);

    public async Task TickAsync(CancellationToken cancellationToken)
    {
        var (reading, all) = (clock.Read(), tokens.List());
        foreach (var gone in _seen.Keys.Except(all.Where(token => token.Expires is null).Select(token => token.Id)).ToArray())
        {
            _seen.Remove(gone);
        }

        foreach (var token in all)
        {
            if (TokenRules.IsExpired(token, reading) || HasRunOut(token))
            {
                await tokens.DeleteAsync(token.Id, cancellationToken);
            }
            else if (reading.IsTrusted && token.Expires is null && tokens.Read(token.Id) is { Record: { } current } stored)
            {
                await tokens.ReplaceAsync(TokenRules.Date(current, reading), stored.Revision, cancellationToken);
            }
        }
    }

    private bool HasRunOut(TokenRecord token)
    {
        if (token.Expires is not null)
        {
            return false;
        }

        _seen.TryAdd(token.Id, clock.Provider.GetTimestamp());
        return clock.Provider.GetElapsedTime(_seen[token.Id]) >= TimeSpan.FromSeconds(token.TtlSeconds);
    }
}
