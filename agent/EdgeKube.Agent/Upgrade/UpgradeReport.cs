using EdgeKube.Agent.Report;
using EdgeKube.Api;

namespace EdgeKube.Agent.Upgrade;

/// <summary>How an upgrade is told. Pure.</summary>
internal static class UpgradeReport
{
    public const string ConditionType = "edgekube.io/Upgrade";

    /// <summary>Nothing, before the first order.</summary>
    public static IReadOnlyList<NodeCondition> Conditions(UpgradeOrder? order, UpgradeOutcome? outcome) => (order, outcome) switch
    {
        ({ } under, _) => [Condition("Unknown", "Upgrading", $"order {under.Id}: {under.Version} is being installed")],
        (null, { } done) => [Condition(done.Kind == UpgradeOutcome.Upgraded ? "True" : "False", done.Kind, Text(done))],
        _ => [],
    };

    public static NodeEvent Event(UpgradeOutcome outcome, DateTimeOffset now) =>
        new(outcome.Kind == UpgradeOutcome.Upgraded ? "Normal" : "Warning", outcome.Kind, Text(outcome), now);

    private static string Text(UpgradeOutcome outcome) => outcome.Kind == UpgradeOutcome.Upgraded
        ? $"order {outcome.Id}: {outcome.Version} runs and has proven itself"
        : $"order {outcome.Id}: {outcome.Version} does not run, the former version does: {outcome.Why}";

    private static NodeCondition Condition(string status, string reason, string message) =>
        new() { Type = ConditionType, Status = status, Reason = reason, Message = message };
}
