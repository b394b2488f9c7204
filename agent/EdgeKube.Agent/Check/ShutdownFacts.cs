namespace EdgeKube.Agent.Check;

/// <summary>What a shutdown of the machine does with pods.</summary>
/// <param name="Wanted">The time they may need, as configured.</param>
/// <param name="Allowed">The time that logind gives; null when it cannot be asked.</param>
/// <param name="Error">Why it cannot be asked.</param>
internal sealed record ShutdownFacts(TimeSpan Wanted, TimeSpan? Allowed, string? Error);
