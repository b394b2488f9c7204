namespace EdgeKube.Link.Sync;

/// <summary>A delta that was sent and not acknowledged: per key what the replica had, and what it will have (null: absent).</summary>
internal sealed record Flight(
    SetDigest Before,
    SetDigest After,
    IReadOnlyDictionary<string, (ContentHash? Had, ContentHash? WillHave)> Keys);
