using EdgeKube.Controller.Api;
using EdgeKube.Controller.Security;

namespace EdgeKube.Controller.Fleet.Reports;

/// <summary>What became of one entry of a node's report.</summary>
internal abstract record ReportOutcome
{
    private ReportOutcome()
    {
    }

    /// <summary>What the node may not say, even if the rest of the entry was kept.</summary>
    public NodeViolation? Violation { get; init; }

    /// <summary>The API says what the node says.</summary>
    public sealed record Kept : ReportOutcome;

    /// <summary>The object it speaks of no longer exists; that is nobody's fault.</summary>
    public sealed record Gone : ReportOutcome;

    /// <summary>The object changed meanwhile: look again.</summary>
    public sealed record Conflict : ReportOutcome;

    /// <summary>The node may not say this, or not so.</summary>
    public sealed record Refused(string Why) : ReportOutcome;

    public static ReportOutcome Of(NodeViolation violation) => new Refused(violation.Detail) { Violation = violation };

    /// <summary>What could not be read, or is not what its key says.</summary>
    public static ReportOutcome Malformed(string kind) => Of(new NodeViolation(kind, ViolationReason.Malformed, "malformed, too large, or not what its key says"));

    public static ReportOutcome Of<T>(ApiResult<T> result)
        where T : class => result switch
        {
            { Succeeded: true } => new Kept(),
            { IsConflict: true } => new Conflict(),
            { IsNotFound: true } => new Gone(),
            _ => new Refused(result.Error.Message ?? "refused"),
        };
}
