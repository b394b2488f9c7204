using System.Text.Json;
using System.Text.Json.Nodes;

namespace EdgeKube.Reference.Replay;

/// <summary>Requests and what was said to them: validation/*.json.</summary>
internal static class RefusalReplay
{
    // Said of kinds that nothing acts on yet, which Kubernetes has no need to say.
    private const string StoredOnly = "is stored, but nothing in EdgeKube acts on it yet";

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
        const string Val = "/api/v1/namespaces/rec-api-val";
        foreach (var name in (string[])["rec-api-val", "rec-api-base", "rec-api-restr", "rec-api-q", "rec-api-lrv", "rec-api-lr", "rec-api-term"])
        {
            await controller.CreateNamespaceAsync(name);
        }

        await LimitNamespaces.PrepareAsync(controller);
        await controller.CreateAsync(Val + "/configmaps", "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: cm}\ndata: {a: b}");
        await controller.CreateAsync(Val + "/configmaps", "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: imm}\ndata: {a: b}\nimmutable: true");
        await controller.CreateAsync(Val + "/secrets", "apiVersion: v1\nkind: Secret\nmetadata: {name: sec}\ndata: {a: Yg==}");
        await controller.CreateAsync(Val + "/pods", "apiVersion: v1\nkind: Pod\nmetadata: {name: pod}\nspec: {containers: [{name: a, image: nginx}]}");
        await controller.CreateAsync(
            "/apis/apps/v1/namespaces/rec-api-val/deployments",
            "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: dep}\nspec: {replicas: 0, selector: {matchLabels: {a: b}}, template: {metadata: {labels: {a: b}}, spec: {containers: [{name: a, image: nginx}]}}}");

        await controller.CreateAsync(
            "/apis/rbac.authorization.k8s.io/v1/namespaces/rec-api-val/rolebindings",
            "apiVersion: rbac.authorization.k8s.io/v1\nkind: RoleBinding\nmetadata: {name: rb}\nroleRef: {kind: Role, name: r}");

        // Held by its content, so that it stays terminating.
        await controller.SendAsync("POST", "/api/v1/namespaces/rec-api-term/configmaps", """{"metadata":{"name":"hold","finalizers":["example.com/hold"]}}""");
        await controller.SendAsync("DELETE", "/api/v1/namespaces/rec-api-term");
    }

    private static async Task<Verdict> RunAsync(ControllerProcess controller, JsonNode recorded)
    {
        var request = recorded["request"]!;
        var isManifest = recorded["input"] is not null;
        var body = (string?)(recorded["input"] ?? recorded["body"]);
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

        var expectedWarnings = Warnings(recorded["warnings"]?.AsArray().Select(warning => (string)warning!) ?? []);
        if (expectedWarnings != Warnings(answer.Warnings.Where(warning => !warning.EndsWith(StoredOnly, StringComparison.Ordinal))))
        {
            return $"expected warnings {expectedWarnings}\n  came {Warnings(answer.Warnings.Where(warning => !warning.EndsWith(StoredOnly, StringComparison.Ordinal)))}";
        }

        if (code < 300 || recorded["response"]?["raw"] is not null)
        {
            return null;
        }

        foreach (var part in (string[])["status", "reason", "message", "details"])
        {
            var (expected, came) = (Text(recorded["response"]?[part]), Text(answer.Json?[part]));
            if (expected != came)
            {
                return $"{part}: expected {expected}\n  came {came}";
            }
        }

        return null;
    }

    private static string Warnings(IEnumerable<string> warnings) => string.Join(" | ", warnings);

    private static string Text(JsonNode? node) => node is null or JsonObject { Count: 0 } ? "" : Mask.Text(Canonical(node)!.ToJsonString());

    private static JsonNode? Canonical(JsonNode? node) => node switch
    {
        JsonObject obj => new JsonObject(obj.OrderBy(member => member.Key, StringComparer.Ordinal).Select(member => KeyValuePair.Create(member.Key, Canonical(member.Value)))),
        JsonArray list => new JsonArray([.. list.Select(Canonical)]),
        _ => node?.GetValueKind() == JsonValueKind.Null ? null : node?.DeepClone(),
    };
}
