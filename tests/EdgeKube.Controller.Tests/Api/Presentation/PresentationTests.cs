using System.Text.Json.Nodes;

namespace EdgeKube.Controller.Tests.Api.Presentation;

public sealed class PresentationTests : IDisposable
{
    private const string ConfigMaps = "/api/v1/namespaces/default/configmaps";
    private const string Table = "application/json;as=Table;v=v1;g=meta.k8s.io";
    private readonly ApiFixture _api = new();

    public void Dispose() => _api.Dispose();

    [Fact]
    public async Task List_AsTable_HasColumnsAndARowForEach()
    {
        await _api.CreateConfigMapAsync("a");
        var table = await GetAsync(ConfigMaps, Table);

        Assert.Equal(("Table", "meta.k8s.io/v1"), ((string)table["kind"]!, (string)table["apiVersion"]!));
        Assert.Equal(["Name", "Data", "Age"], table["columnDefinitions"]!.AsArray().Select(column => (string)column!["name"]!));
        var row = Assert.Single(table["rows"]!.AsArray())!;
        Assert.Matches("""^\["a",1,"\d+s"\]$""", row["cells"]!.ToJsonString());
        Assert.Equal("PartialObjectMetadata", (string)row["object"]!["kind"]!);
        Assert.Null(row["object"]!["data"]);
        Assert.NotNull((string?)table["metadata"]!["resourceVersion"]);
    }

    [Theory]
    [InlineData("None", null)]
    [InlineData("Metadata", "PartialObjectMetadata")]
    [InlineData("Object", "ConfigMap")]
    public async Task List_AsTable_IncludesWhatWasAskedFor(string includeObject, string? kind)
    {
        await _api.CreateConfigMapAsync("a");
        var table = await GetAsync($"{ConfigMaps}?includeObject={includeObject}", Table);

        Assert.Equal(kind, (string?)table["rows"]![0]!["object"]?["kind"]);
    }

    [Fact]
    public async Task Get_AsMetadata_LeavesTheRestOut()
    {
        await _api.CreateConfigMapAsync("a");
        var one = await GetAsync(ConfigMaps + "/a", "application/json;as=PartialObjectMetadata;v=v1;g=meta.k8s.io");
        var list = await GetAsync(ConfigMaps, "application/json;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io");

        Assert.Equal("PartialObjectMetadata", (string)one["kind"]!);
        Assert.Null(one["data"]);
        Assert.Equal("PartialObjectMetadataList", (string)list["kind"]!);
        Assert.Equal("a", (string)list["items"]![0]!["metadata"]!["name"]!);
    }

    [Fact]
    public async Task List_EndedPod_SaysSoInItsRow()
    {
        await _api.CreatePodAsync("p", "n1");
        await _api.SendAsync("PATCH", "/api/v1/namespaces/default/pods/p/status", """{"status":{"phase":"Succeeded"}}""", "application/merge-patch+json");
        var table = await GetAsync("/api/v1/pods", Table);

        Assert.Equal("Succeeded", (string)table["rows"]![0]!["conditions"]![0]!["reason"]!);
    }

    private async Task<JsonNode> GetAsync(string path, string accept)
    {
        var answer = await _api.SendAsync("GET", path, accept: accept);
        Assert.True(answer.Code == 200, answer.Text);
        return answer.Json;
    }
}
