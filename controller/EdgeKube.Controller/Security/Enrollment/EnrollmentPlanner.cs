using EdgeKube.Api;
using EdgeKube.Controller.Api;
using EdgeKube.Controller.Security.Identities;
using EdgeKube.Link;
using EdgeKube.Link.Trust;

namespace EdgeKube.Controller.Security.Enrollment;

/// <summary>Who gets a certificate. Pure.</summary>
internal static class EnrollmentPlanner
{
    /// <summary>Whom a request wants a certificate for, held against what the token allows; null when it may not.</summary>
    public static Identity? FindIdentity(CertificateRequest request, TokenRecord token, out ApiStatus? refusal)
    {
        refusal = (request.Kind, request.Name) switch
        {
            ("node", { } name) when token.User is null && Identity.IsNodeName(name) => token.Node is null || token.Node == name ? null : Forbid($"the token is for node \"{token.Node}\""),
            ("user", { } name) when token.User is not null => token.User == name ? null : Forbid($"the token is for user \"{token.User}\""),
            ("node", { } name) when token.User is null => Statuses.BadRequest($"\"{name}\" is no node name: lower-case letters, digits, '-' and '.', at most {Identity.MaxNameLength} characters"),
            ("node", _) => Forbid("the token is for a user"),
            ("user", _) => Forbid("the token is for nodes"),
            _ => Statuses.BadRequest("kind must be node or user, and name must be given"),
        };
        return refusal is not null ? null : request.Kind == "node" ? Identity.Node(request.Name!) : Identity.User(request.Name!);
    }

    /// <param name="identity">From <see cref="FindIdentity"/>.</param>
    /// <param name="keyHash">Of the key to be certified; proven.</param>
    /// <param name="token">Not expired.</param>
    /// <param name="existing">What is known of the identity.</param>
    public static EnrollmentPlan Enroll(Identity identity, string keyHash, TokenRecord token, IdentityRecord? existing)
    {
        var use = $"{identity} {keyHash}";
        if (token.UsedFor.Contains(use) && existing is { State: IdentityState.Active } && existing.FindKey(keyHash) is not null)
        {
            return new EnrollmentPlan.Issue(identity, token.Groups, key => WithKey(existing, key), null);
        }

        if (token.UsesLeft <= 0)
        {
            return new EnrollmentPlan.Refuse(Forbid("the token is used up; make another one with edgectl token create"));
        }

        if (FindTaken(identity, keyHash, existing) is { } taken)
        {
            return new EnrollmentPlan.Refuse(taken);
        }

        var isAnew = existing is null or { State: not IdentityState.Active } or { IsReplaceable: true };
        var used = token with { UsesLeft = token.UsesLeft - 1, UsedFor = [.. token.UsedFor, use] };
        return new EnrollmentPlan.Issue(
            identity,
            token.Groups,
            key => isAnew ? new IdentityRecord { Identity = identity.ToString(), Keys = [key] } : WithKey(existing!, key),
            used);
    }

    /// <param name="identity">As proven by the session.</param>
    /// <param name="groups">From the session's certificate: a renewal changes none.</param>
    /// <param name="provenBy">The hash of the session's key.</param>
    /// <param name="request">May name the identity again, and no other.</param>
    /// <param name="existing">What is known of the identity.</param>
    public static EnrollmentPlan Renew(Identity identity, IReadOnlyList<string> groups, string provenBy, CertificateRequest request, IdentityRecord? existing)
    {
        if ((request.Name ?? identity.Name) != identity.Name || (request.Kind ?? KindOf(identity)) != KindOf(identity))
        {
            return new EnrollmentPlan.Refuse(Forbid($"{identity} may renew its own certificate only"));
        }

        return IdentityRules.FindRefusal(existing, provenBy) is { } refusal
            ? new EnrollmentPlan.Refuse(Forbid($"{identity}: {refusal}"))
            : new EnrollmentPlan.Issue(identity, groups, key => IdentityRules.Renew(existing!, provenBy, key), null);
    }

    // Whoever has the key is the device that has the name: it was away for too long, and lost its trust in us, not ours.
    private static ApiStatus? FindTaken(Identity identity, string keyHash, IdentityRecord? existing) => (identity.Kind, existing) switch
    {
        (_, { State: IdentityState.Active }) when existing.FindKey(keyHash) is not null => null,
        (_, null or { State: IdentityState.Removed } or { IsReplaceable: true }) => null,
        (IdentityKind.Node, _) => Statuses.Failure(
            409, "AlreadyExists", $"node \"{identity.Name}\" is enrolled already; if this device takes its place, run: edgectl node replace {identity.Name}"),
        (_, { State: IdentityState.Revoked }) => Statuses.Failure(
            409, "AlreadyExists", $"user \"{identity.Name}\" is revoked; to let it in again, run: edgectl user replace {identity.Name}"),
        (_, { Keys.Count: >= IdentityRecord.MaxKeys }) => Statuses.Failure(
            409, "AlreadyExists", $"user \"{identity.Name}\" has {IdentityRecord.MaxKeys} keys already; to begin anew, run: edgectl user replace {identity.Name}"),
        _ => null,
    };

    private static IdentityRecord WithKey(IdentityRecord record, EnrolledKey key) =>
        record with { Keys = [.. record.Keys.Where(other => other.Hash != key.Hash), key] };

    private static string KindOf(Identity identity) => identity.Kind == IdentityKind.Node ? "node" : "user";

    private static ApiStatus Forbid(string message) => Statuses.Failure(403, "Forbidden", message);
}
