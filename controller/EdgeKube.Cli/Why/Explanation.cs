namespace EdgeKube.Cli.Why;

/// <summary>One causal chain, from what is wanted to what is, in plain words.</summary>
/// <param name="Headline">What is.</param>
/// <param name="Chain">From the wish to the cause, one sentence each.</param>
/// <param name="Next">What to do, or that there is nothing to do.</param>
internal sealed record Explanation(string Headline, IReadOnlyList<string> Chain, string Next);
