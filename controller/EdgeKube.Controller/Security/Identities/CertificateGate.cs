using EdgeKube.Controller.Fleet.Removal;
using EdgeKube.Controller.Security.Pki;
using EdgeKube.Link;
using EdgeKube.Link.Trust;

namespace EdgeKube.Controller.Security.Identities;

/// <summary>Whom a certificate lets in: asked in the handshake, and again for CONNECT, because a revocation may come between.</summary>
internal sealed class CertificateGate(CertificateAuthority authority, IdentityStore identities, Tombstones tombstones, TrustedClock clock)
{
    /// <param name="certificate">DER, from anyone.</param>
    public GateDecision Check(ReadOnlyMemory<byte> certificate)
    {
        var verdict = CertificateVerifier.Verify(certificate, authority.Trusted, CertificatePurpose.Client, clock.Read().Proven);
        if (verdict is { Outcome: CertificateOutcome.NotYetValid, ProvenTime: { } proven })
        {
            // Our own authority has signed it: it is later than our clock and floor say.
            clock.Prove(proven);
        }

        return verdict.Certificate?.Identity is { } identity
            ? IdentityRules.Decide(verdict, identities.Find(identity), IsLeaving(identity))
            : IdentityRules.Decide(verdict, null, isLeaving: false);
    }

    /// <summary>Whether a session may go on.</summary>
    public bool IsAllowed(Principal principal)
    {
        if (principal.KeyHash is not { } hash)
        {
            return true;
        }

        var record = identities.Find(principal.Identity);
        return IdentityRules.FindRefusal(record, hash, IsLeaving(principal.Identity)) is null && !IdentityRules.HasLostGroups(record, hash, principal.Groups);
    }

    // The fleet gives a node that has a tombstone the order to leave, and takes nothing else from it.
    private bool IsLeaving(Identity identity) => identity.Kind == IdentityKind.Node && tombstones.Find(identity.Name) is not null;
}
