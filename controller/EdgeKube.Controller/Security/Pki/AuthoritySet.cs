using EdgeKube.Link.Trust;

namespace EdgeKube.Controller.Security.Pki;

/// <summary>The authority that issues and, while a rotation overlaps, the one that leaves.</summary>
/// <param name="Issuing">New certificates come from it.</param>
/// <param name="Leaving">Still trusted, and the doors show its certificates; null when no rotation is under way.</param>
/// <param name="Overlap">How long it stays.</param>
/// <param name="TrustedUntil">When it goes; null: its time begins once the clock can be trusted.</param>
internal sealed record AuthoritySet(Authority Issuing, Authority? Leaving, TimeSpan Overlap, DateTimeOffset? TrustedUntil)
{
    /// <summary>
    /// Signs the doors' certificates. To the end of the overlap that is the old one: nodes that were away know no other, and everybody
    /// else trusts it too.
    /// </summary>
    public Authority Serving => Leaving ?? Issuing;

    public IReadOnlyList<string> Pems => Leaving is null ? [Issuing.Pem] : [Issuing.Pem, Leaving.Pem];

    public AuthorityList Describe()
    {
        var items = new List<AuthorityInfo> { Info(Issuing, null) };
        if (Leaving is { } leaving)
        {
            items.Add(Info(leaving, TrustedUntil));
        }

        return new AuthorityList { Items = items };
    }

    private AuthorityInfo Info(Authority authority, DateTimeOffset? until) => new()
    {
        Certificate = authority.Pem,
        KeyHash = authority.PublicKey.Hash,
        NotBefore = authority.NotBefore,
        NotAfter = authority.NotAfter,
        Issues = authority == Issuing,
        Serves = authority == Serving,
        TrustedUntil = until,
    };
}
