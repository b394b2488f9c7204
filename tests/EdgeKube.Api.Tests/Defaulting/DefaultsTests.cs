using System.Text.Json;
using System.Text.Json.Nodes;

namespace EdgeKube.Api.Tests.Defaulting;

public sealed class DefaultsTests
{
    private static readonly string[] Files = ["defaults/pod.json", "defaults/core.json", "defaults/workloads.json"];

    // Made by the server when it stores the object, not by defaulting.
    private static readonly string[] ServerFields = ["uid", "generation", "creationTimestamp", "namespace"];

    [Fact]
    public void Apply_RecordedInputs_GiveWhatKubernetesStored()
    {
        var compared = new List<string>();
        foreach (var recorded in Files.SelectMany(ReferenceCase.Load).Where(recorded => recorded.Code == 201))
        {
            if (recorded.Decode() is not { Object: { } obj })
            {
                continue;
            }

            compared.Add(recorded.Name);
            Assert.Equal(Canonical(Plain(recorded.Recorded)), Canonical(Plain(ToJson(Defaults.Apply(obj)))));
        }

        Assert.True(compared.Count >= 22, $"only {compared.Count} cases apply: {string.Join("; ", compared)}");
    }

    [Fact]
    public void Apply_Twice_ChangesNothingMore()
    {
        foreach (var obj in Files.SelectMany(ReferenceCase.Load).Select(recorded => recorded.Decode()?.Object).OfType<ApiObject>())
        {
            var once = Defaults.Apply(obj);
            Assert.Equal(Canonical(ToJson(once)), Canonical(ToJson(Defaults.Apply(once))));
        }
    }

    private static JsonNode ToJson(ApiObject obj)
        => JsonNode.Parse(obj.ApiVersion == "v1" ? JsonSerializer.Serialize(obj, CoreJsonContext.Default.GetTypeInfo(obj.GetType())!)
            : JsonSerializer.Serialize(obj, AppsJsonContext.Default.GetTypeInfo(obj.GetType())!))!;

    /// <summary>Without what the server makes: identity, status, the token volume of the recorded cluster, and the priority of a class.</summary>
    private static JsonNode Plain(JsonNode node)
    {
        var copy = node.DeepClone().AsObject();
        copy.Remove("status");
        foreach (var field in ServerFields)
        {
            copy["metadata"]!.AsObject().Remove(field);
        }

        // Event writes these as null, which says nothing.
        copy.Remove("firstTimestamp");
        copy.Remove("lastTimestamp");
        if (copy["spec"] is JsonObject spec && spec["containers"] is JsonArray containers)
        {
            spec.Remove("volumes");

            // What a class says, its admission fills in.
            if (spec.ContainsKey("priorityClassName"))
            {
                spec.Remove("priority");
            }

            foreach (var container in containers.Concat(spec["initContainers"] as JsonArray ?? []))
            {
                container!.AsObject().Remove("volumeMounts");
            }
        }

        return copy;
    }

    private static string Canonical(JsonNode? node) => node switch
    {
        JsonObject map => $"{{{string.Join(',', map.OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => $"{entry.Key}:{Canonical(entry.Value)}"))}}}",
        JsonArray list => $"[{string.Join(',', list.Select(Canonical))}]",
        _ => node?.ToJsonString() ?? "null",
    };
}
