using System.Net;
using EdgeKube.Controller.Security.Identities;
using EdgeKube.Controller.Security.Pki;
using EdgeKube.Link;
using EdgeKube.Link.Trust;
using EdgeKube.Mqtt;

namespace EdgeKube.Controller.Security.Enrollment;

/// <summary>Lets in who proves a token, to enrol and nothing else. A secret of 16 random bytes is not guessed; that somebody tries is limited all the same.</summary>
internal sealed class TokenGate(TokenStore tokens, TrustedClock clock)
{
    private const int FailuresPerSource = 10;
    private const int FailuresOverall = 1000;

    // Compared with when there is no such token, so that the answer takes as long.
    private static readonly string NoHash = new('0', 64);

    private readonly RateWindow<IPAddress> _failures = new(clock.Provider, FailuresPerSource, FailuresOverall);

    public GateDecision Check(string? userName, ReadOnlyMemory<byte>? secret, IPAddress remote)
    {
        if (userName is null || Identity.Find(userName) is not { Kind: IdentityKind.Enroll } identity)
        {
            return GateDecision.Refuse("no certificate, and no token");
        }

        var source = SourceAddress.Of(remote);
        if (!_failures.HasRoom(source))
        {
            return GateDecision.Refuse("too many tokens that are no good");
        }

        var token = tokens.Read(identity.Name).Record;
        var isProven = EnrollmentToken.Matches(secret.GetValueOrDefault().Span, token?.Hash ?? NoHash);
        if (token is null || !isProven || TokenRules.IsExpired(token, clock.Read()))
        {
            _failures.Count(source);
            return GateDecision.Refuse(token is not null && isProven ? "the token has expired" : "no such token");
        }

        return GateDecision.Accept(new Principal(identity, Access.Enrollment, []));
    }
}
