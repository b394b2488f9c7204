using System.Text.Json.Nodes;

namespace EdgeKube.Controller.Tests.Api.Kinds;

/// <summary>Objects that have two names, and other field names by each.</summary>
public sealed class KindAliasTests : IDisposable
{
    private const string Older = "/api/v1/namespaces/default/events";
    private const string Newer = "/apis/events.k8s.io/v1/namespaces/default/events";
    private const string First = "/apis/autoscaling/v1/namespaces/default/horizontalpodautoscalers";
    private const string Second = "/apis/autoscaling/v2/namespaces/default/horizontalpodautoscalers";

    private readonly ApiFixture _api = new();

    [Fact]
    public async Task Create_OlderEvent_IsReadByBothNames()
    {
        await _api.CreateAsync(Older, """{"metadata":{"name":"e"},"involvedObject":{"kind":"Pod","name":"p","namespace":"default"},"message":"m","reason":"R","type":"Normal","count":3,"source":{"component":"c"}}""");

        var read = (await _api.SendAsync("GET", $"{Newer}/e")).Json;

        Assert.Equal(("events.k8s.io/v1", "m", "p", 3), ((string)read["apiVersion"]!, (string)read["note"]!, (string)read["regarding"]!["name"]!, (int)read["deprecatedCount"]!));
        Assert.Single((await _api.SendAsync("GET", Newer)).Json["items"]!.AsArray());
    }

    [Fact]
    public async Task Patch_NewerEvent_ChangesTheOneThatIsKept()
    {
        await _api.CreateAsync(
            Newer,
            """{"metadata":{"name":"e"},"eventTime":"2026-01-02T03:04:05.000006Z","reportingController":"a/b","reportingInstance":"i","action":"Do","reason":"R","type":"Warning","note":"m","regarding":{"kind":"Pod","name":"p","namespace":"default"}}""");

        var patched = await _api.SendAsync("PATCH", $"{Newer}/e", """{"series":{"count":2,"lastObservedTime":"2026-01-02T03:05:05.000006Z"}}""", "application/merge-patch+json");

        Assert.Equal(200, patched.Code);
        var kept = (await _api.SendAsync("GET", $"{Older}/e")).Json;
        Assert.Equal(("m", "a/b", "p", 2), ((string)kept["message"]!, (string)kept["reportingComponent"]!, (string)kept["involvedObject"]!["name"]!, (int)kept["series"]!["count"]!));
        Assert.Equal("2026-01-02T03:04:05.000006Z", (string)kept["eventTime"]!);
    }

    [Fact]
    public async Task Create_NewerEventThatSaysTooLittle_IsRefused()
    {
        var answer = await _api.SendAsync("POST", Newer, """{"metadata":{"name":"e"},"type":"Normal"}""");

        Assert.Equal(
            ["eventTime", "reportingController", "reportingInstance", "action", "reason"],
            answer.Json["details"]!["causes"]!.AsArray().Select(cause => (string)cause!["field"]!));
    }

    [Fact]
    public async Task Put_ByTheFirstVersion_LosesNothingOfTheSecond()
    {
        var created = await _api.CreateAsync(Second, Scaler(
            "autoscaling/v2",
            """
            "behavior":{"scaleDown":{"stabilizationWindowSeconds":60}},"metrics":[{"type":"Resource","resource":{"name":"memory","target":{"type":"Utilization","averageUtilization":20}}},{"type":"Resource","resource":{"name":"cpu","target":{"type":"Utilization","averageUtilization":50}}}]
            """));
        var first = (await _api.SendAsync("GET", $"{First}/h")).Json;
        Assert.Equal(50, (int)first["spec"]!["targetCPUUtilizationPercentage"]!);
        Assert.Null(first["spec"]!["metrics"]);

        first["spec"]!["targetCPUUtilizationPercentage"] = 70;
        Assert.Equal(200, (await _api.SendAsync("PUT", $"{First}/h", first.ToJsonString())).Code);

        var second = (await _api.SendAsync("GET", $"{Second}/h")).Json;
        Assert.Equal([70, 20], second["spec"]!["metrics"]!.AsArray().Select(metric => (int)metric!["resource"]!["target"]!["averageUtilization"]!));
        Assert.True(JsonNode.DeepEquals(created["spec"]!["behavior"], second["spec"]!["behavior"]));
        Assert.Null(second["metadata"]!["annotations"]);
    }

    [Fact]
    public async Task Delete_BySecondName_TakesTheObjectAway()
    {
        await _api.CreateAsync(First, Scaler("autoscaling/v1", "\"targetCPUUtilizationPercentage\":40"));

        Assert.Equal(200, (await _api.SendAsync("DELETE", $"{First}/h")).Code);

        Assert.Equal(404, (await _api.SendAsync("GET", $"{Second}/h")).Code);
    }

    [Fact]
    public async Task Table_BySecondName_IsTheSame()
    {
        await _api.CreateAsync(First, Scaler("autoscaling/v1", "\"targetCPUUtilizationPercentage\":40"));

        Assert.Equal(await CellsAsync(Second), await CellsAsync(First));
    }

    public void Dispose() => _api.Dispose();

    private static string Scaler(string version, string rest) =>
        $$$"""{"apiVersion":"{{{version}}}","kind":"HorizontalPodAutoscaler","metadata":{"name":"h"},"spec":{"maxReplicas":3,"scaleTargetRef":{"apiVersion":"apps/v1","kind":"Deployment","name":"d"},{{{rest}}} } }""";

    // All but the age.
    private async Task<IEnumerable<string>> CellsAsync(string path) =>
        (await _api.SendAsync("GET", path, accept: "application/json;as=Table;v=v1;g=meta.k8s.io")).Json["rows"]![0]!["cells"]!.AsArray().SkipLast(1).Select(cell => cell!.ToString());
}
