using EdgeKube.Link.Trust;

namespace EdgeKube.Controller.Security.Identities;

/// <summary>What records say about who may come in, and how they change. Pure.</summary>
internal static class IdentityRules
{
    /// <summary>Why a key does not count, or null when it does.</summary>
    public static string? FindRefusal(IdentityRecord? record, string keyHash, bool isLeaving = false) => record switch
    {
        null => "nobody of that name is enrolled",
        { State: IdentityState.Revoked } => "it is revoked",
        { State: IdentityState.Removed } when !isLeaving => "it was removed",
        _ when record.FindKey(keyHash) is null => "another key has taken its place",
        _ => null,
    };

    /// <summary>A genuine certificate, held against the record of its identity.</summary>
    /// <param name="verdict">Of the certificate.</param>
    /// <param name="record">What is known of its identity.</param>
    /// <param name="isLeaving">It was removed, and has not said yet that it has left.</param>
    public static GateDecision Decide(CertificateVerdict verdict, IdentityRecord? record, bool isLeaving)
    {
        if (verdict.Certificate is not { Identity: { } identity } certificate)
        {
            return GateDecision.Refuse(verdict.Reason);
        }

        if (FindRefusal(record, certificate.PublicKey.Hash, isLeaving) is { } refusal)
        {
            return GateDecision.Refuse($"{identity}: {refusal}");
        }

        var access = record!.State == IdentityState.Removed ? Access.Removal
            : verdict.Outcome == CertificateOutcome.Expired ? Access.Renewal
            : Access.Full;
        return GateDecision.Accept(new Principal(identity, access, GroupsOf(certificate, record)) { KeyHash = certificate.PublicKey.Hash });
    }

    /// <summary>Whether a session has groups that its key no longer has: another certificate was made for the same key.</summary>
    public static bool HasLostGroups(IdentityRecord? record, string keyHash, IReadOnlyList<string> groups) =>
        record?.FindKey(keyHash)?.Groups is { } granted && !groups.All(group => granted.Contains(group, StringComparer.Ordinal));

    /// <summary>A key was used: what it replaces goes. The same record when there is nothing to change.</summary>
    public static IdentityRecord Confirm(IdentityRecord record, string keyHash) => record.FindKey(keyHash) is { Replaces: { } replaced } used
        ? record with { Keys = [.. record.Keys.Where(key => key.Hash != replaced && key != used), used with { Replaces = null }] }
        : record;

    private static IReadOnlyList<string> GroupsOf(CertificateContent certificate, IdentityRecord record) =>
        record.FindKey(certificate.PublicKey.Hash)?.Groups is { } granted
            ? [.. certificate.Groups.Where(group => granted.Contains(group, StringComparer.Ordinal))]
            : certificate.Groups;

    /// <summary>A certificate for a key that proved the identity itself (renewal).</summary>
    public static IdentityRecord Renew(IdentityRecord record, string provenBy, EnrolledKey key)
    {
        // One change at a time: whatever was to come after the proven key and never came is forgotten.
        var others = record.Keys.Where(other => other.Hash != key.Hash && other.Replaces != provenBy);
        return record with { Keys = [.. others, key.Hash == provenBy ? key : key with { Replaces = provenBy }] };
    }
}
