namespace EdgeKube.Link.Sync;

/// <summary>A change of a set by its owner.</summary>
/// <param name="Key"><c>{Kind}/{namespace}/{name}</c>, at most 512 bytes of UTF-8.</param>
/// <param name="Content">The new content, or null when the key is gone. Kept by reference: it must not change afterwards.</param>
public sealed record SetChange(string Key, ReadOnlyMemory<byte>? Content);
