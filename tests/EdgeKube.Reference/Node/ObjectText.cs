using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace EdgeKube.Reference.Node;

/// <summary>What is compared of an object, in lines: conditions, container states, reasons, exit codes, restart counts; no times, no uids.</summary>
internal static partial class ObjectText
{
    private const string Mark = " deleting";

    private static readonly string[] ContainerLists = ["initContainerStatuses", "containerStatuses", "ephemeralContainerStatuses", "containers"];

    // Of workloads: times, and what belongs to the build that was recorded.
    private static readonly string[] Uncompared = ["conditions", "observedGeneration", "startTime", "completionTime", "lastScheduleTime", "lastSuccessfulTime"];

    public static string Of(JsonObject item, bool isShort)
    {
        var kind = (string?)item["kind"] ?? "";
        var metadata = item["metadata"];
        var status = item["status"] as JsonObject ?? [];
        List<string> lines = [kind == "Pod" ? PodHead(metadata, status, isShort) : $"{kind} {metadata?["name"]}{Deleting(metadata)}"];
        lines.AddRange(Conditions(status["conditions"], isShort && kind == "Pod").Order(StringComparer.Ordinal));
        if (kind == "Pod")
        {
            lines.AddRange(ContainerLists.SelectMany(list => status[list] as JsonArray ?? []).Select(container => Container(container!, isShort)));
        }
        else
        {
            lines.AddRange(status.Where(member => !Uncompared.Contains(member.Key)).Select(member => $"  {member.Key} {member.Value?.ToJsonString()}").Order(StringComparer.Ordinal));
        }

        return NodeMask.Text(string.Join('\n', lines));
    }

    private static string PodHead(JsonNode? metadata, JsonObject status, bool isShort)
    {
        var head = $"Pod {metadata?["name"]} {status["phase"]}{Deleting(metadata)}";
        var why = status["reason"] is null && status["message"] is null ? "" : $" {Text(status["reason"])} {Text(status["message"])}";
        var nominated = status["nominatedNodeName"] is { } node ? $" nominated {node}" : "";
        return isShort ? head : $"{head}{why}{nominated} {status["qosClass"]}";
    }

    /// <summary>
    /// With containers that wait to be started again told alike: the kubelet says how the last start failed, and only when it looks at the pod the
    /// next time, mostly when the back-off is over, that it is in CrashLoopBackOff. Here that is said at once. Between two pulls both reasons come in turns.
    /// </summary>
    public static string WithBackOff(string text) => Pulling().Replace(Waiting().Replace(Ended().Replace(text, "$1 ended $2"), "$1 ended $2"), "waiting for its image");

    /// <summary>Kind and name.</summary>
    public static string Head(string text) => string.Join(' ', text.Split(' ', '\n').Take(2));

    /// <summary>Without the mark of an object that is being deleted.</summary>
    public static string Unmarked(string text) => text.Split('\n', 2) is [var head, .. var rest] ? string.Join('\n', [head.Replace(Mark, "", StringComparison.Ordinal), .. rest]) : text;

    private static string Deleting(JsonNode? metadata) => metadata?["deletionTimestamp"] is null ? "" : Mark;

    private static IEnumerable<string> Conditions(JsonNode? conditions, bool isOutline) => conditions switch
    {
        // The outline: type to "status:reason".
        JsonObject outline => outline.Select(condition => $"  {condition.Key} {((string)condition.Value!).Replace(':', ' ')}".TrimEnd()),
        JsonArray list => list.Select(condition => isOutline
            ? $"  {condition!["type"]} {condition["status"]} {condition["reason"]}".TrimEnd()
            : $"  {condition!["type"]} {condition["status"]} {Text(condition["reason"])} {Text(condition["message"])}"),
        _ => [],
    };

    private static string Container(JsonNode container, bool isShort)
    {
        var text = $"  {container["name"]}: ready {container["ready"]} restarts {container["restartCount"]} {State(container["state"], isShort)}";
        return isShort ? text : $"{text}; last {State(container["lastState"], isShort)}";
    }

    private static string State(JsonNode? state, bool isShort)
    {
        if (state?["terminated"] is { } ended)
        {
            return $"terminated {ended["exitCode"]} {Text(ended["signal"])} {Text(ended["reason"])}{(isShort ? "" : $" {Text(ended["message"])}")}";
        }

        return state?["waiting"] is { } waiting ? $"waiting {Text(waiting["reason"])}{(isShort ? "" : $" {Text(waiting["message"])}")}"
            : state?["running"] is not null ? "running"
            : "none";
    }

    private static string Text(JsonNode? node) => node?.ToString() is { Length: > 0 } text ? text : "-";

    [GeneratedRegex(@"^(  .*: ready false restarts \d+) terminated (.*); last .*$", RegexOptions.Multiline)]
    private static partial Regex Ended();

    [GeneratedRegex(@"^(  .*: ready false restarts \d+) waiting (?:CrashLoopBackOff|RunContainerError|PostStartHookError) .*; last terminated (.*)$", RegexOptions.Multiline)]
    private static partial Regex Waiting();

    [GeneratedRegex(@"waiting (ErrImagePull|ImagePullBackOff)$", RegexOptions.Multiline)]
    private static partial Regex Pulling();
}
