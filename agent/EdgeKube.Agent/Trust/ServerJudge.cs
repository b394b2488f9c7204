using EdgeKube.Link.Trust;

namespace EdgeKube.Agent.Trust;

/// <summary>Whether a server may be talked to.</summary>
internal static class ServerJudge
{
    /// <summary>
    /// Says why not, or null. A genuine certificate proves that it is at least as late as its first day, so it is never too early for one: the
    /// floor rises instead.
    /// </summary>
    public static string? FindFault(ReadOnlyMemory<byte> certificate, TrustBundle trusted, AgentClock clock)
    {
        var verdict = CertificateVerifier.Verify(certificate, trusted, CertificatePurpose.Server, clock.ForServers());
        if (verdict.Certificate is { } genuine)
        {
            clock.Saw(genuine);
        }

        return verdict.Outcome is CertificateOutcome.Valid or CertificateOutcome.NotYetValid ? null : verdict.Reason;
    }
}
