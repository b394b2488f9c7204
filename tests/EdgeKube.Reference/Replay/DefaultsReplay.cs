using System.Text.Json.Nodes;

namespace EdgeKube.Reference.Replay;

/// <summary>Manifests and what was stored of them: defaults/*.json.</summary>
internal static class DefaultsReplay
{
    private const string Namespace = "rec-api-def";

    public static async Task<IReadOnlyList<Verdict>> RunAsync(ControllerProcess controller, string file)
    {
        await controller.CreateNamespaceAsync(Namespace);
        await LimitNamespaces.PrepareAsync(controller);
        var verdicts = new List<Verdict>();
        foreach (var recorded in Recordings.Load($"defaults/{file}").AsArray())
        {
            var input = (string)recorded!["input"]!;
            var answer = await controller.SendAsync("POST", KindPaths.Of(input, NamespaceOf(input)) + "?dryRun=All&fieldManager=rec", input, "application/yaml");
            verdicts.Add(new Verdict((string)recorded["name"]!, FindDifference(recorded, answer)));
        }

        return verdicts;
    }

    private static string NamespaceOf(string input) =>
        input.Contains($"namespace: {LimitNamespaces.WithDefaults}", StringComparison.Ordinal) ? LimitNamespaces.WithDefaults : Namespace;

    private static string? FindDifference(JsonNode recorded, Answer answer)
    {
        if ((int)recorded["code"]! != answer.Code)
        {
            return $"expected {recorded["code"]}\n  came {answer.Code} {(string?)answer.Json?["message"]}";
        }

        return Differences.Find(Mask.Object(recorded["stored"]), Mask.Object(answer.Json));
    }
}
