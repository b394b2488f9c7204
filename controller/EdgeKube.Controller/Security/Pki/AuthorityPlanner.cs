using EdgeKube.Link.Trust;

namespace EdgeKube.Controller.Security.Pki;

/// <summary>How a rotation goes on. Pure.</summary>
internal static class AuthorityPlanner
{
    /// <summary>Null: not known before the clock can be trusted.</summary>
    public static DateTimeOffset? EndOfOverlap(TimeSpan overlap, TimeReading reading) => reading.IsTrusted ? reading.Now + overlap : null;

    /// <summary>The same set when there is nothing to do.</summary>
    public static AuthoritySet Next(AuthoritySet set, TimeReading reading) => set switch
    {
        { Leaving: null } => set,
        _ when !reading.IsTrusted => set,
        { TrustedUntil: null } => set with { TrustedUntil = EndOfOverlap(set.Overlap, reading) },
        { TrustedUntil: { } until } when reading.Now >= until => new AuthoritySet(set.Issuing, null, default, null),
        _ => set,
    };
}
