using EdgeKube.Api;

namespace EdgeKube.Controller.Api;

/// <summary>What a token may be asked to be good for, in Kubernetes' words. Pure.</summary>
internal static class TokenRequestRules
{
    private const string Field = "spec.expirationSeconds";
    private const long MinSeconds = 600;
    private const long MaxSeconds = 1L << 32;
    private const long DefaultSeconds = 3600;

    /// <summary>With what Kubernetes fills in.</summary>
    public static TokenRequestSpec Default(TokenRequestSpec spec, string audience) => spec with
    {
        Audiences = spec.Audiences is { Count: > 0 } ? spec.Audiences : [audience],
        ExpirationSeconds = spec.ExpirationSeconds ?? DefaultSeconds,
    };

    public static IEnumerable<StatusCause> FindFaults(TokenRequestSpec spec)
    {
        if (spec.ExpirationSeconds < MinSeconds)
        {
            yield return Statuses.InvalidValue(Field, $"{spec.ExpirationSeconds}", "may not specify a duration less than 10 minutes");
        }

        if (spec.ExpirationSeconds > MaxSeconds)
        {
            yield return Statuses.InvalidValue(Field, $"{spec.ExpirationSeconds}", "may not specify a duration larger than 2^32 seconds");
        }
    }
}
