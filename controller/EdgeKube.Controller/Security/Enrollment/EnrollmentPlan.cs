using EdgeKube.Api;
using EdgeKube.Controller.Security.Identities;
using EdgeKube.Link;

namespace EdgeKube.Controller.Security.Enrollment;

/// <summary>What becomes of a request for a certificate.</summary>
internal abstract record EnrollmentPlan
{
    public sealed record Refuse(ApiStatus Status) : EnrollmentPlan;

    /// <param name="Identity">Whom the certificate is for.</param>
    /// <param name="Groups">What it says beside.</param>
    /// <param name="Record">The identity's record with the new key, given that key.</param>
    /// <param name="Token">The token after this use; null: there is none, or it does not change.</param>
    public sealed record Issue(Identity Identity, IReadOnlyList<string> Groups, Func<EnrolledKey, IdentityRecord> Record, TokenRecord? Token) : EnrollmentPlan;
}
