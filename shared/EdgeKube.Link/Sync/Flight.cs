namespace EdgeKube.Link.Sync;

/// <summary>A delta that was sent and not acknowledged: per key what the replica had, and what it will have (null: absent).</summary>
/// <param name="Before">The replica's digest without it.</param>
/// <param name="After">The replica's digest with it.</param>
/// <param name="Keys">Empty when it brings nothing but a version.</param>
/// <param name="IsLast">No more was to follow when it was sent: with it the replica has a version.</param>
internal sealed record Flight(
    SetDigest Before,
    SetDigest After,
    IReadOnlyDictionary<string, (ContentHash? Had, ContentHash? WillHave)> Keys,
    bool IsLast = false);
