using System.Text.Json.Nodes;

namespace EdgeKube.Reference.Replay;

/// <summary>The columns of each kind's table: tables.json.</summary>
internal static class TableReplay
{
    public static async Task<IReadOnlyList<Verdict>> RunAsync(ControllerProcess controller)
    {
        var verdicts = new List<Verdict>();
        foreach (var (name, recorded) in Recordings.Load("tables.json")["tables"]!.AsObject())
        {
            var parts = name.Split(' ');
            var path = KindPaths.Of($"apiVersion: {parts[0]}\nkind: {parts[1]}\n", "default");
            var answer = await controller.SendAsync("GET", path, headers: [KeyValuePair.Create("Accept", "application/json;as=Table;v=v1;g=meta.k8s.io")]);
            verdicts.Add(new Verdict(name, answer.Code == 200 ? FindDifference(recorded!, answer.Json!) : $"not served: {answer.Code}"));
        }

        return verdicts;
    }

    private static string? FindDifference(JsonNode recorded, JsonNode table)
    {
        var columns = new JsonArray([.. table["columnDefinitions"]!.AsArray().Select(column => (JsonNode)new JsonArray(
            column!["name"]!.DeepClone(), column["type"]!.DeepClone(), column["format"]!.DeepClone(), column["priority"]!.DeepClone()))]);
        return Differences.Find(recorded["columns"], columns);
    }
}
