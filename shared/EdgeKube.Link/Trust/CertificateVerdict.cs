using System.Diagnostics.CodeAnalysis;

namespace EdgeKube.Link.Trust;

/// <summary>The answer of <see cref="CertificateVerifier"/>.</summary>
/// <param name="Outcome">Whether, and for what, the certificate counts.</param>
/// <param name="Certificate">What it says; null when refused.</param>
/// <param name="Issuer">The authority that has signed it; null when refused.</param>
/// <param name="Reason">Why not, for a log; empty when valid.</param>
public sealed record CertificateVerdict(CertificateOutcome Outcome, CertificateContent? Certificate, TrustAnchor? Issuer, string Reason)
{
    /// <summary>A trusted authority has signed it; its dates may still speak against it.</summary>
    [MemberNotNullWhen(true, nameof(Certificate), nameof(Issuer))]
    public bool IsGenuine => Certificate is not null;

    /// <summary>It cannot be earlier than this: the authority had signed by then. Null when refused.</summary>
    public DateTimeOffset? ProvenTime => Certificate?.NotBefore;

    internal static CertificateVerdict Refuse(string reason) => new(CertificateOutcome.Refused, null, null, reason);
}
