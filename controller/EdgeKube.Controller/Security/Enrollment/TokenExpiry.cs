using EdgeKube.Controller.Security.Pki;

namespace EdgeKube.Controller.Security.Enrollment;

/// <summary>Removes tokens whose time is over, and lets the time of others begin once the clock can be trusted.</summary>
internal sealed class TokenExpiry(TokenStore tokens, TrustedClock clock)
{
    public async Task TickAsync(CancellationToken cancellationToken)
    {
        var reading = clock.Read();
        if (!reading.IsTrusted)
        {
            return;
        }

        foreach (var token in tokens.List())
        {
            if (TokenRules.IsExpired(token, reading))
            {
                await tokens.DeleteAsync(token.Id, cancellationToken);
            }
            else if (token.Expires is null && tokens.Read(token.Id) is { Record: { } current } stored)
            {
                await tokens.ReplaceAsync(TokenRules.Date(current, reading), stored.Revision, cancellationToken);
            }
        }
    }
}
