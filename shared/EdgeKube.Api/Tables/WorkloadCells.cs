using System.Text.Json;

namespace EdgeKube.Api;

/// <summary>Cells of what makes pods.</summary>
internal static class WorkloadCells
{
    public static string Ready(SchemaObject set) =>
        $"{Count(set.Find("status", "readyReplicas"))}/{Count(set.Find("spec", "replicas"))}";

    public static string Owner(SchemaObject revision) =>
        revision.Metadata.OwnerReferences?.FirstOrDefault(owner => owner.Controller is true) is { } owner
            ? $"{owner.Kind.ToLowerInvariant()}{(owner.ApiVersion.Split('/') is [var group, _] ? $".{group}" : "")}/{owner.Name}"
            : CellText.None;

    public static string JobStatus(SchemaObject job)
    {
        var conditions = JsonCells.Items(job.Find("status", "conditions")).Where(condition => JsonCells.Text(condition, "status") == "True")
            .Select(condition => JsonCells.Text(condition, "type")).ToArray();
        foreach (var type in new[] { "Complete", "Failed" })
        {
            if (conditions.Contains(type))
            {
                return type;
            }
        }

        return job.Metadata.DeletionTimestamp is not null ? "Terminating"
            : conditions.Contains("Suspended") ? "Suspended"
            : conditions.Contains("FailureTarget") ? "FailureTarget"
            : conditions.Contains("SuccessCriteriaMet") ? "SuccessCriteriaMet"
            : "Running";
    }

    public static string JobCompletions(SchemaObject job)
    {
        var succeeded = Count(job.Find("status", "succeeded"));
        if (job.Find("spec", "completions") is { ValueKind: JsonValueKind.Number } completions)
        {
            return $"{succeeded}/{completions}";
        }

        var parallelism = Count(job.Find("spec", "parallelism"));
        return parallelism > 1 ? $"{succeeded}/1 of {parallelism}" : $"{succeeded}/1";
    }

    public static TableCell JobDuration(SchemaObject job, DateTimeOffset now)
    {
        if (JsonCells.Time(job.Find("status", "startTime")) is not { } start)
        {
            return "";
        }

        var end = JsonCells.Time(job.Find("status", "completionTime")) ?? JsonCells.Items(job.Find("status", "conditions"))
            .Where(condition => JsonCells.Text(condition, "type") == "Failed" && JsonCells.Text(condition, "status") == "True")
            .Select(condition => JsonCells.Time(JsonCells.Member(condition, "lastTransitionTime")))
            .FirstOrDefault();
        return HumanDuration.Format((end ?? now) - start);
    }

    private static long Count(JsonElement? value) => value is { ValueKind: JsonValueKind.Number } number ? number.GetInt64() : 0;
}
