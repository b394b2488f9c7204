namespace EdgeKube.Controller.Reconcilers;

/// <summary>An Event that a planner wants recorded once its action has succeeded.</summary>
internal sealed record PlannedEvent(string Type, string Reason, string Message)
{
    public static PlannedEvent Normal(string reason, string message) => new("Normal", reason, message);

    public static PlannedEvent Warning(string reason, string message) => new("Warning", reason, message);
}
