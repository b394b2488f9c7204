namespace EdgeKube.Agent.Tokens;

/// <param name="Ask">To be asked for now.</param>
/// <param name="Forget">Keys of tokens that no pod asks for any more.</param>
/// <param name="NextAt">When there is something to do again (uptime), if nothing happens before; null for never.</param>
internal sealed record TokenPlan(IReadOnlyList<TokenNeed> Ask, IReadOnlyList<string> Forget, TimeSpan? NextAt);
