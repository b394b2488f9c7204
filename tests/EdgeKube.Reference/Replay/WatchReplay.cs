using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace EdgeKube.Reference.Replay;

/// <summary>Streams of watches: watch/watch.json. Its cases follow each other in one namespace.</summary>
internal static partial class WatchReplay
{
    // What no other server than the recorded one puts into every namespace.
    private const string Foreign = "openshift-service-ca.crt";
    private const string Certificate = "kube-root-ca.crt";
    private const string Collection = "create d1, d2 (dc=1)";
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    public static async Task<IReadOnlyList<Verdict>> RunAsync(ControllerProcess controller)
    {
        await controller.CreateNamespaceAsync("rec-api-w");
        var (verdicts, first) = (new List<Verdict>(), await RevisionAsync(controller));
        foreach (var recorded in Recordings.Load("watch/watch.json").AsArray())
        {
            var name = (string)recorded!["name"]!;
            var revision = name.StartsWith("history", StringComparison.Ordinal) ? first : await RevisionAsync(controller);
            verdicts.Add(new Verdict(name, await FindDifferenceAsync(controller, recorded, name.EndsWith("in the future", StringComparison.Ordinal) ? "999999999" : revision)));
            if (verdicts.Count == 1)
            {
                await WatchActions.RunAsync(controller, "create w1 labels x=1");
            }
        }

        return verdicts;
    }

    private static async Task<string?> FindDifferenceAsync(ControllerProcess controller, JsonNode recorded, string revision)
    {
        var expected = recorded["events"]!.AsArray().Where(one => NameOf(one!) != Foreign).Select(one => Clean(one!)).ToArray();
        using var request = new HttpRequestMessage(HttpMethod.Get, ((string)recorded["request"]!)["GET ".Length..].Replace("<rv1>", revision, StringComparison.Ordinal));
        request.Headers.TryAddWithoutValidation("Accept", (string)recorded["accept"]!);
        using var limit = new CancellationTokenSource(Limit);
        using var response = await controller.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit.Token);
        if ((int)response.StatusCode != (int)recorded["code"]!)
        {
            return $"expected {recorded["code"]}, came {(int)response.StatusCode}: {await response.Content.ReadAsStringAsync(limit.Token)}";
        }

        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(limit.Token));
        foreach (var action in recorded["actionsWhileWatching"]!.AsArray().SelectMany(action => (string)action! == Collection ? ["create d1 labels dc=1", "create d2 labels dc=1"] : new[] { (string)action! }))
        {
            await WatchActions.RunAsync(controller, action);
        }

        return await CompareAsync(reader, expected, (string)recorded["end"]! == "closed by server", limit.Token);
    }

    private static async Task<string?> CompareAsync(StreamReader reader, IReadOnlyList<JsonNode> expected, bool ends, CancellationToken cancellationToken)
    {
        var came = new List<JsonNode>();
        try
        {
            while ((ends || came.Count < expected.Count) && await reader.ReadLineAsync(cancellationToken) is { } line)
            {
                came.Add(Clean(JsonNode.Parse(line)!));
            }
        }
        catch (OperationCanceledException)
        {
            return $"{came.Count} of {expected.Count} events came, and it did not end: {string.Join(' ', came)}";
        }

        return Differences.Find(new JsonArray([.. expected]), new JsonArray([.. came]));
    }

    private static async Task<string> RevisionAsync(ControllerProcess controller) =>
        (string)(await controller.SendAsync("GET", WatchActions.ConfigMaps + "?limit=1")).Json!["metadata"]!["resourceVersion"]!;

    private static string? NameOf(JsonNode told) => (string?)told["object"]?["metadata"]?["name"];

    /// <summary>An event without what differs with every run.</summary>
    private static JsonNode Clean(JsonNode told)
    {
        var text = Columns().Replace(Revisions().Replace(Mask.Text(told.ToJsonString()), "<rv>"), "\"description\":\"...\"");
        var copy = JsonNode.Parse(Current().Replace(AgeCell().Replace(text, "\"<age>\"]"), "$1<rv>"))!;
        if ((string?)copy["object"]?["kind"] == "Pod")
        {
            // What a pod is by default is another group's matter.
            return new JsonObject { ["type"] = (string?)copy["type"], ["name"] = NameOf(copy), ["phase"] = (string?)copy["object"]!["status"]?["phase"] };
        }

        (copy["object"]?["metadata"] as JsonObject)?.Remove("managedFields");
        (copy["metadata"] as JsonObject)?.Remove("managedFields");
        foreach (var row in copy["object"]?["rows"]?.AsArray() ?? [])
        {
            (row!["object"]!["metadata"] as JsonObject)!.Remove("managedFields");
        }

        if (NameOf(copy) == Certificate)
        {
            copy["object"]!.AsObject().Remove("data");
        }

        return copy;
    }

    [GeneratedRegex(@"(<|\\u003C)rv\d*(>|\\u003E)")]
    private static partial Regex Revisions();

    [GeneratedRegex(@"(too old resource version: \d+ \()\d+")]
    private static partial Regex Current();

    [GeneratedRegex("\"description\":\"[^\"]*\"")]
    private static partial Regex Columns();

    [GeneratedRegex("\"\\d+m?s\"\\]")]
    private static partial Regex AgeCell();
}
