namespace EdgeKube.Reference;

/// <summary>What became of one recorded case.</summary>
/// <param name="Case">Its name.</param>
/// <param name="Difference">Null when it agreed; else what was expected and what came.</param>
internal sealed record Verdict(string Case, string? Difference);
