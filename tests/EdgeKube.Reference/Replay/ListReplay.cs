using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace EdgeKube.Reference.Replay;

/// <summary>Pages and revisions of lists: watch/list.json. Its cases follow each other in one namespace.</summary>
internal static partial class ListReplay
{
    private const string Foreign = "openshift-service-ca.crt";
    private const string Future = "999999999";

    public static async Task<IReadOnlyList<Verdict>> RunAsync(ControllerProcess controller)
    {
        await controller.CreateNamespaceAsync("rec-api-w");
        for (var i = 0; i < 5; i++)
        {
            await WatchActions.RunAsync(controller, $"create l{i} labels li=1");
        }

        // Exact lists show what was before the first change.
        var (before, token) = (await RevisionAsync(controller), "");
        var verdicts = new List<Verdict>();
        foreach (var recorded in Recordings.Load("watch/list.json").AsArray())
        {
            var name = (string)recorded!["name"]!;
            if (name.Contains("page 2", StringComparison.Ordinal))
            {
                await WatchActions.RunAsync(controller, "create l00 labels li=1");
                await WatchActions.RunAsync(controller, "delete l4");
            }

            var revision = name.Contains("future", StringComparison.Ordinal) ? Future : IsOld(name) ? before : await RevisionAsync(controller);
            var answer = await controller.SendAsync("GET", Path(recorded).Replace("<token>", token, StringComparison.Ordinal).Replace("<rv1>", revision, StringComparison.Ordinal));
            token = Uri.EscapeDataString((string?)answer.Json?["metadata"]?["continue"] ?? "") is { Length: > 0 } given ? given : token;
            verdicts.Add(new Verdict(name, answer.Code == (int)recorded["code"]! ? Differences.Find(Expected(recorded), Came(answer)) : $"expected {recorded["code"]}, came {answer.Code}: {answer.Text}"));
        }

        // The watches are replayed in the same namespace.
        await controller.SendAsync("DELETE", WatchActions.ConfigMaps + "?labelSelector=li%3D1");
        return verdicts;
    }

    // A revision with a limit means exactly that one, too, for clients from before resourceVersionMatch.
    private static bool IsOld(string name) => name.Contains("Exact", StringComparison.Ordinal) || name.EndsWith("legacy", StringComparison.Ordinal);

    private static string Path(JsonNode recorded) =>
        ((string)recorded["request"]!)["GET ".Length..].Replace("configmaps/<name>", WatchActions.ConfigMaps + "/l0", StringComparison.Ordinal);

    private static async Task<string> RevisionAsync(ControllerProcess controller) =>
        (string)(await controller.SendAsync("GET", WatchActions.ConfigMaps + "?limit=1")).Json!["metadata"]!["resourceVersion"]!;

    private static JsonNode Expected(JsonNode recorded) => recorded["response"] is { } response
        ? Refusal(response)
        : Page([.. recorded["items"]!.AsArray().Select(item => (string)item!).Where(item => item != Foreign)], recorded["metadata"]!);

    private static JsonNode Came(Answer answer) => answer.Code == 200
        ? Page([.. answer.Json!["items"]!.AsArray().Select(item => (string)item!["metadata"]!["name"]!)], answer.Json["metadata"]!)
        : Refusal(answer.Json!);

    // How many are left differs by what each server puts into a namespace; that it is told does not.
    private static JsonObject Page(IReadOnlyList<string> items, JsonNode metadata) => new()
    {
        ["items"] = string.Join(' ', items),
        ["goesOn"] = metadata["continue"] is not null,
        ["tellsTheRest"] = metadata["remainingItemCount"] is not null,
    };

    private static JsonObject Refusal(JsonNode status)
    {
        var copy = JsonNode.Parse(Current().Replace(status.ToJsonString(), "$1<rv>"))!.AsObject();
        copy["metadata"]!.AsObject().Remove("continue");
        return copy;
    }

    [GeneratedRegex(@"(, current: )\d+")]
    private static partial Regex Current();
}
