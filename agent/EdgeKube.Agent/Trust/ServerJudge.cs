using EdgeKube.Link.Trust;

namespace EdgeKube.Agent.Trust;

/// <summary>Whether a server may be talked to.</summary>
internal static class ServerJudge
{
    /// <summary>
    /// Says why not, or null. A genuine certificate proves that it is at least as late as its first day, so it is never too early for one: the
    /// floor rises instead. Nor does a clock that nobody vouches for make one expire: such a clock may run years ahead, and would end the link for ever.
    /// </summary>
    public static string? FindFault(ReadOnlyMemory<byte> certificate, TrustBundle trusted, AgentClock clock)
    {
        var verdict = CertificateVerifier.Verify(certificate, trusted, CertificatePurpose.Server, clock.Read().Proven);
        if (verdict.Certificate is { } genuine)
        {
            clock.Saw(genuine);
        }

        return verdict.Outcome is CertificateOutcome.Valid or CertificateOutcome.NotYetValid ? null : verdict.Reason;
    }
}
