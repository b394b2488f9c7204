namespace EdgeKube.Agent.Budgets;

/// <summary>How far a budget has been spent.</summary>
/// <param name="Used">Bytes since the period began.</param>
/// <param name="Budget">Bytes for the whole period.</param>
/// <param name="Elapsed">How much of the period is over.</param>
/// <param name="Period">A month, or a day.</param>
internal readonly record struct BudgetUse(long Used, long Budget, TimeSpan Elapsed, TimeSpan Period);
