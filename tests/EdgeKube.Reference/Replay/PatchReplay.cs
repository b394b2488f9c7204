using System.Text.Json.Nodes;

namespace EdgeKube.Reference.Replay;

/// <summary>Objects before, and after each of several patches: patches/*.json.</summary>
internal static class PatchReplay
{
    private const string Namespace = "rec-api-patch";
    private const string ChangeOfOwners = "GET, then change: metadata.managedFields=";

    public static async Task<IReadOnlyList<Verdict>> RunAsync(ControllerProcess controller, string file)
    {
        await controller.CreateNamespaceAsync(Namespace);
        var verdicts = new List<Verdict>();
        foreach (var recorded in Recordings.Load($"patches/{file}").AsArray())
        {
            verdicts.Add(new Verdict((string)recorded!["name"]!, await FindDifferenceAsync(controller, recorded, file == "apply.json")));
        }

        return verdicts;
    }

    private static async Task<string?> FindDifferenceAsync(ControllerProcess controller, JsonNode recorded, bool withManagedFields)
    {
        var path = PathOf(recorded);
        try
        {
            if ((string?)recorded["before"] is { } before)
            {
                var created = await controller.SendAsync("POST", KindPaths.Of(before, Namespace) + "?fieldManager=creator", before, "application/yaml");
                if (created.Code != 201)
                {
                    return $"before: came {created.Code} {(string?)created.Json?["message"]}";
                }
            }

            foreach (var step in recorded["steps"]!.AsArray())
            {
                if (await RunStepAsync(controller, path, step!, withManagedFields) is { } difference)
                {
                    return difference;
                }
            }

            return null;
        }
        finally
        {
            await controller.SendAsync("PATCH", path, """{"metadata":{"finalizers":null}}""", "application/merge-patch+json");
            await controller.SendAsync("DELETE", path + "?gracePeriodSeconds=0");
        }
    }

    private static async Task<string?> RunStepAsync(ControllerProcess controller, string path, JsonNode step, bool withManagedFields)
    {
        var body = step["body"] is JsonValue value && value.TryGetValue(out string? text) ? text : step["body"]?.ToJsonString();
        var subresource = (string?)step["subresource"] is { } name ? "/" + name : "";
        var query = (string?)step["query"] is { Length: > 0 } given ? "?" + given : "";
        if (body?.StartsWith(ChangeOfOwners, StringComparison.Ordinal) is true)
        {
            body = await BodyWithOwnersAsync(controller, path, body[ChangeOfOwners.Length..]);
        }

        var answer = await controller.SendAsync((string)step["method"]!, path + subresource + query, body, (string?)step["contentType"]);
        if ((int)step["code"]! != answer.Code)
        {
            return $"expected {step["code"]} {(string?)step["result"]?["message"]}\n  came {answer.Code} {(string?)answer.Json?["message"]}";
        }

        // Status and what controllers own are not in the recordings of workloads.
        var came = Mask.Object(answer.Json, withManagedFields);
        var expected = Mask.Object(step["result"], withManagedFields);
        if (expected?["status"] is null && expected?["kind"]?.GetValue<string>() != "Status")
        {
            (came as JsonObject)?.Remove("status");
        }

        RemoveRevision(came);
        if (expected?["kind"]?.GetValue<string>() == "Status" && expected["metadata"] is null)
        {
            (came as JsonObject)?.Remove("metadata");
        }

        return Differences.Find(expected, came);
    }

    private static async Task<string> BodyWithOwnersAsync(ControllerProcess controller, string path, string owners)
    {
        var stored = (await controller.SendAsync("GET", path)).Json!;
        stored["metadata"]!["managedFields"] = JsonNode.Parse(owners);
        return stored.ToJsonString();
    }

    // The deployment controller's annotation comes whenever it comes, and is not in the recordings.
    private static void RemoveRevision(JsonNode? came)
    {
        if (came?["metadata"]?["managedFields"] is JsonArray owners)
        {
            foreach (var owner in owners.Where(owner => ((string?)owner!["manager"])?.StartsWith("system:", StringComparison.Ordinal) is true).ToList())
            {
                owners.Remove(owner);
            }
        }

        if (came?["metadata"]?["annotations"] is JsonObject annotations && annotations.Remove("deployment.kubernetes.io/revision") && annotations.Count == 0)
        {
            came["metadata"]!.AsObject().Remove("annotations");
        }
    }

    private static string PathOf(JsonNode recorded)
    {
        var manifest = (string?)recorded["before"] ?? recorded["steps"]!.AsArray().Select(step => step!["body"] is JsonValue value && value.TryGetValue(out string? text) ? text : "").First(text => text.Contains("apiVersion", StringComparison.Ordinal));
        return KindPaths.Of(manifest, Namespace) + "/x";
    }
}
