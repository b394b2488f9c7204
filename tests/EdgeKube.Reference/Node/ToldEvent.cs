using System.Text.Json.Nodes;

namespace EdgeKube.Reference.Node;

/// <param name="At">When it was first seen, in milliseconds.</param>
/// <param name="Text">Object, type, reason and message.</param>
internal sealed record ToldEvent(long At, string Text)
{
    // Of the pods of workloads these are not in the recordings.
    private static readonly string[] Usual = ["Scheduled", "Pulled", "Created", "Started"];

    /// <summary>Whether it is chance that it is told: what others took of the node beside a scenario that is not about that, a probe that was under way when its container ended, whether a container of one second still runs when its pod is deleted, and whether a budget is counted before its first pod is there.</summary>
    public static bool IsChance(string text, Scenario scenario)
        => (scenario.Group != "scheduling" && text.Contains("FailedScheduling", StringComparison.Ordinal) && text.Contains("Insufficient", StringComparison.Ordinal))
            || (scenario.Name == "exit1-onfailure" && text.Contains(" Killing ", StringComparison.Ordinal))
            || text.EndsWith(" NoPods No matching pods found", StringComparison.Ordinal)
            || text.Contains("probe errored and resulted in unknown state: ", StringComparison.Ordinal)
            || text.EndsWith("probe failed: ", StringComparison.Ordinal);

    public static ToldEvent OfRecording(JsonObject told)
        => new((long)told["ms"]!.AsArray()[0]!, NodeMask.Text($"{told["object"]}: {told["type"]} {told["reason"]} {told["message"]}"));

    /// <summary>Of an Event as the API serves it; null when it is none that is recorded.</summary>
    public static string? OfObject(JsonObject told, bool isShort)
    {
        var about = told["involvedObject"]!;
        var reason = (string?)told["reason"] ?? "";
        var part = (string?)about["fieldPath"] is { } path ? $" {path}" : "";
        return isShort && Usual.Contains(reason) ? null : $"{about["kind"]}/{about["name"]}{part}: {told["type"]} {reason} {told["message"]}";
    }
}
