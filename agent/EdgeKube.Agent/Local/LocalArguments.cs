using System.Text;
using System.Text.Json.Nodes;
using EdgeKube.Api;
using EdgeKube.Link.Streams;

namespace EdgeKube.Agent.Local;

/// <summary>A request for a stream to a pod, as the streams' handlers get it. Pure.</summary>
internal static class LocalArguments
{
    private static readonly string[] Passed =
        ["stdin", "stdout", "stderr", "tty", "follow", "previous", "timestamps", "tailLines", "sinceSeconds", "sinceTime", "limitBytes", "port"];

    /// <summary>The container that is meant; null when the pod has none of that name.</summary>
    public static string? FindContainer(Pod pod, string? asked) => string.IsNullOrEmpty(asked)
        ? pod.Spec?.Containers is [var first, ..] ? first.Name : null
        : PodContainers.All(pod.Spec).FirstOrDefault(container => container.Name == asked)?.Name;

    public static IReadOnlyDictionary<string, string> Build(Pod pod, string container, LocalRequest request)
    {
        var arguments = new Dictionary<string, string> { ["namespace"] = pod.Namespace, ["pod"] = pod.Name, ["uid"] = pod.Uid, ["container"] = container };
        foreach (var name in Passed)
        {
            if (request.Find(name) is { Length: > 0 } value)
            {
                arguments[name] = value;
            }
        }

        return arguments;
    }

    /// <summary>What comes before all else on a stream of records: the command, where there is one.</summary>
    public static IEnumerable<StreamRecord> Begin(LocalRequest request)
    {
        var words = request.All("command");
        if (words.Count == 0)
        {
            return [];
        }

        var json = new JsonArray([.. words.Select(word => (JsonNode)word)]);
        return StreamRecord.Split(StreamChannels.Command, Encoding.UTF8.GetBytes(json.ToJsonString())).Append(new StreamRecord(StreamChannels.Command, default));
    }

    /// <summary>How a stream ended, as kubectl reads it.</summary>
    public static JsonObject Outcome(StreamEnd end)
    {
        if (end is { Reason: StreamEnd.Completed, ExitCode: null or 0 })
        {
            return new JsonObject { ["status"] = "Success" };
        }

        if (end is { Reason: StreamEnd.Completed, ExitCode: { } code })
        {
            var status = LocalAnswer.Status(0, "NonZeroExitCode", $"command terminated with non-zero exit code {code}");
            status["details"] = new JsonObject { ["causes"] = new JsonArray(new JsonObject { ["reason"] = "ExitCode", ["message"] = $"{code}" }) };
            return status;
        }

        return LocalAnswer.Status(end.Reason == StreamEnd.NotFound ? 404 : 500, end.Reason == StreamEnd.NotFound ? "NotFound" : "InternalError", end.Error.Length > 0 ? end.Error : end.Reason);
    }
}
