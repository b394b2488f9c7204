namespace EdgeKube.Link.Trust;

/// <summary>What time it is, as far as can be told.</summary>
/// <param name="Now">For reading: the best guess, never before what is proven.</param>
/// <param name="IsTrusted">Whether the clock can be believed. If not, nothing may expire, be deleted or begin because of it.</param>
public readonly record struct TimeReading(DateTimeOffset Now, bool IsTrusted)
{
    /// <summary>The time to hold against certificates: it is at least so late. <see cref="Now"/>, unless the clock cannot be believed.</summary>
    public DateTimeOffset Proven { get; init; } = Now;
}
