using EdgeKube.Api;

namespace EdgeKube.Agent.Budgets;

/// <summary>
/// How far apart this node's messages and writes must be, from the budgets on its Node and from what it has spent. Without a budget, or
/// while it lasts, nothing waits longer than usual. Control frames are never asked about.
/// </summary>
internal sealed class NodePace(LinkUsage link, WriteMeter writes)
{
    // What one of them costs, as seen in the end-to-end tests, and the parts of the link's budget they may have.
    private static readonly Spending Status = new(900, 0.4, TimeSpan.FromMinutes(5));
    private static readonly Spending Events = new(1500, 0.3, TimeSpan.FromHours(1));
    private static readonly Spending Logs = new(1000, 0.3, TimeSpan.FromMinutes(1));
    private static readonly Spending Writes = new(8192, 1, TimeSpan.FromMinutes(30));

    private long? _linkBudget;
    private long? _writeBudget;

    /// <summary>Between two reports of statuses.</summary>
    public TimeSpan StatusInterval => OfLink(Status);

    /// <summary>Between two deliveries of events.</summary>
    public TimeSpan EventInterval => OfLink(Events);

    /// <summary>Between two looks at a log that somebody follows.</summary>
    public TimeSpan LogInterval => OfLink(Logs);

    /// <summary>The Node was seen.</summary>
    public void Set(IReadOnlyDictionary<string, string>? annotations)
    {
        _linkBudget = NodeBudgets.Find(annotations, NodeBudgets.LinkAnnotation);
        _writeBudget = NodeBudgets.Find(annotations, NodeBudgets.WriteAnnotation);
    }

    /// <summary>How long what is to be written may be gathered.</summary>
    /// <param name="usual">While the budget lasts.</param>
    public TimeSpan WriteDelay(TimeSpan usual)
    {
        var planned = _writeBudget is { } budget ? BudgetPlanner.Interval(writes.Read(budget), Writes.Cost, Writes.Share, Writes.Longest) : TimeSpan.Zero;
        return planned > usual ? planned : usual;
    }

    private TimeSpan OfLink(Spending spending) =>
        _linkBudget is { } budget ? BudgetPlanner.Interval(link.Read(budget), spending.Cost, spending.Share, spending.Longest) : TimeSpan.Zero;

    private sealed record Spending(long Cost, double Share, TimeSpan Longest);
}
