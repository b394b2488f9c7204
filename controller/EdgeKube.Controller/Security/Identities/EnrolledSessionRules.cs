using EdgeKube.Link;

namespace EdgeKube.Controller.Security.Identities;

/// <summary>Sessions of clients whose identities are proven by certificate or token.</summary>
internal sealed class EnrolledSessionRules(CertificateGate gate, IdentityStore identities) : ISessionRules
{
    private const int MaxSessionsOfUser = 64;
    private const int MaxSessionsOfToken = 16;

    // Enrolment and renewal take one request; what lingers only holds a place.
    private static readonly TimeSpan MaxRestrictedLife = TimeSpan.FromMinutes(2);

    // Pods get their time to stop.
    private static readonly TimeSpan MaxLeave = TimeSpan.FromMinutes(15);

    public bool IsAllowed(Principal principal) => gate.IsAllowed(principal);

    public int? MaxSessions(Principal principal) => principal.Identity.Kind switch
    {
        // Its client id is given, so there is never more than one.
        IdentityKind.Node => null,
        IdentityKind.Enroll => MaxSessionsOfToken,
        _ => MaxSessionsOfUser,
    };

    public TimeSpan? MaxLife(Principal principal) => principal.Access switch
    {
        Access.Full => null,
        Access.Removal => MaxLeave,
        _ => MaxRestrictedLife,
    };

    public Task ConfirmAsync(Principal principal, CancellationToken cancellationToken) => principal is { KeyHash: { } hash, Access: Access.Full }
        ? identities.ChangeAsync(principal.Identity, record => IdentityRules.Confirm(record, hash), cancellationToken)
        : Task.CompletedTask;
}
