namespace EdgeKube.Link;

/// <summary>The optional abilities that both ends of a session have; none before it began.</summary>
/// <param name="Buckets">See <see cref="LinkFeatures.Buckets"/>.</param>
/// <param name="Parts">See <see cref="LinkFeatures.Parts"/>.</param>
/// <param name="Deflate">See <see cref="LinkFeatures.Deflate"/>.</param>
/// <param name="Accept">See <see cref="LinkFeatures.Accept"/>.</param>
/// <param name="Lean">See <see cref="LinkFeatures.Lean"/>.</param>
public readonly record struct SessionFeatures(bool Buckets, bool Parts, bool Deflate, bool Accept = false, bool Lean = false)
{
    /// <summary>Out of the names that both ends told.</summary>
    public static SessionFeatures Of(IReadOnlyList<string> common) => new(
        common.Contains(LinkFeatures.Buckets),
        common.Contains(LinkFeatures.Parts),
        common.Contains(LinkFeatures.Deflate),
        common.Contains(LinkFeatures.Accept),
        common.Contains(LinkFeatures.Lean));
}
