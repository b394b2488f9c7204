using System.Diagnostics.CodeAnalysis;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace EdgeKube.Reference.Replay;

/// <summary>Requests and what was said to them: validation/*.json.</summary>
internal static class RefusalReplay
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Whether the warning is about what nothing acts on yet, which Kubernetes has no need to say.</summary>
    public static bool IsOfMissingEffect(string warning) =>
        warning.Contains("is stored, but nothing in EdgeKube acts on it yet", StringComparison.Ordinal) || warning.Contains("but no traffic is routed to it yet", StringComparison.Ordinal);

    public static async Task<IReadOnlyList<Verdict>> RunAsync(ControllerProcess controller, string file)
    {
        await PrepareAsync(controller);
        var verdicts = new List<Verdict>();
        foreach (var recorded in Recordings.Load($"validation/{file}").AsArray())
        {
            verdicts.Add(await RunAsync(controller, recorded!));
        }

        return verdicts;
    }

    private static async Task PrepareAsync(ControllerProcess controller)
    {
        foreach (var name in (string[])["rec-api-val", "rec-api-term"])
        {
            await controller.CreateNamespaceAsync(name);
        }

        await LimitNamespaces.PrepareAsync(controller);
        foreach (var manifest in Standing.Manifests)
        {
            await controller.CreateAsync(KindPaths.Of(manifest, "rec-api-val"), manifest);
        }

        // The controller may have made it by itself, or not yet.
        await controller.SendAsync(
            "POST", "/api/v1/namespaces/default/services", "apiVersion: v1\nkind: Service\nmetadata: {name: kubernetes}\nspec: {clusterIP: 10.43.0.1, ports: [{port: 443}]}", "application/yaml");

        // Held by its content, so that it stays terminating.
        await controller.SendAsync("POST", "/api/v1/namespaces/rec-api-term/configmaps", """{"metadata":{"name":"hold","finalizers":["example.com/hold"]}}""");
        await controller.SendAsync("DELETE", "/api/v1/namespaces/rec-api-term");
    }

    private static async Task<Verdict> RunAsync(ControllerProcess controller, JsonNode recorded)
    {
        var request = recorded["request"]!;
        var isManifest = recorded["input"] is not null;
        var body = InOurRange((string?)(recorded["input"] ?? recorded["body"]));
        var type = (string?)request["contentType"] ?? (isManifest ? "application/yaml" : "application/json");
        var headers = request["headers"]?.AsObject().Select(header => KeyValuePair.Create(header.Key, (string)header.Value!));
        var answer = await controller.SendAsync((string)request["method"]!, (string)request["path"]!, body, type, headers);
        return new Verdict((string)recorded["name"]!, FindDifference(recorded, answer));
    }

    private static string? FindDifference(JsonNode recorded, Answer answer)
    {
        var code = (int)recorded["code"]!;
        if (code != answer.Code)
        {
            return $"expected {code} {(string?)recorded["response"]?["message"]}\n  came {answer.Code} {Mask.Text((string?)answer.Json?["message"] ?? "")}";
        }

        var cameWarnings = Warnings(answer.Warnings.Where(warning => !IsOfMissingEffect(warning)));
        var expectedWarnings = Warnings(recorded["warnings"]?.AsArray().Select(warning => (string)warning!) ?? []);
        if (expectedWarnings != cameWarnings)
        {
            return $"expected warnings {expectedWarnings}\n  came {cameWarnings}";
        }

        if (code < 300 || recorded["response"]?["raw"] is not null)
        {
            return null;
        }

        foreach (var part in (string[])["status", "reason", "message", "details"])
        {
            var (expected, came) = (Mask.Text(InOurRange(Text(recorded["response"]?[part]))), Text(answer.Json?[part]));
            if (expected != came)
            {
                return $"{part}: expected {expected}\n  came {came}";
            }
        }

        return null;
    }

    // Services have their addresses from another range there.
    [return: NotNullIfNotNull(nameof(text))]
    private static string? InOurRange(string? text) => text is null ? null : text.Replace("10.96.", "10.43.", StringComparison.Ordinal);

    private static string Warnings(IEnumerable<string> warnings) => string.Join(" | ", warnings);

    private static string Text(JsonNode? node) => node is null or JsonObject { Count: 0 } ? "" : Mask.Text(Canonical(node)!.ToJsonString(Plain));

    private static JsonNode? Canonical(JsonNode? node) => node switch
    {
        JsonObject obj => new JsonObject(obj.OrderBy(member => member.Key, StringComparer.Ordinal).Select(member => KeyValuePair.Create(member.Key, Canonical(member.Value)))),
        JsonArray list => new JsonArray([.. list.Select(Canonical)]),
        _ => node?.GetValueKind() == JsonValueKind.Null ? null : node?.DeepClone(),
    };
}
