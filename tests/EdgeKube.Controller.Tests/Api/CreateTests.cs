using EdgeKube.Controller.Api;
using EdgeKube.Controller.Security;

namespace EdgeKube.Controller.Tests.Api;

/// <summary>Creations.</summary>
public sealed class CreateTests : IDisposable
{
    private const string ConfigMaps = "/api/v1/namespaces/default/configmaps";
    private readonly ApiFixture _api = new();

    public void Dispose() => _api.Dispose();

    [Fact]
    public async Task Create_ConfigMap_IsStoredWithServerMetadata()
    {
        var created = await _api.CreateConfigMapAsync("c", """{"x":"1"}""");
        var read = await _api.SendAsync("GET", ConfigMaps + "/c");

        Assert.Equal(200, read.Code);
        Assert.Equal(created.ToJsonString(), read.Json.ToJsonString());
        Assert.Equal("default", (string)created["metadata"]!["namespace"]!);
        Assert.True(Guid.TryParse((string)created["metadata"]!["uid"]!, out _));
        Assert.NotNull(created["metadata"]!["creationTimestamp"]);
        Assert.Null(created["metadata"]!["generation"]);
    }

    [Fact]
    public async Task Create_Twice_AlreadyExists()
    {
        await _api.CreateConfigMapAsync("cm");
        var answer = await _api.SendAsync("POST", ConfigMaps, """{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"cm"}}""");

        Assert.Equal((409, "AlreadyExists", "configmaps \"cm\" already exists"), (answer.Code, answer.Reason, answer.Message));
        Assert.Equal("configmaps", (string)answer.Json["details"]!["kind"]!);
    }

    [Fact]
    public async Task Create_GenerateName_MakesNames()
    {
        const string Body = """{"apiVersion":"v1","kind":"ConfigMap","metadata":{"generateName":"web-"}}""";
        var first = await _api.CreateAsync(ConfigMaps, Body);
        var second = await _api.CreateAsync(ConfigMaps, Body);

        Assert.Matches("^web-[bcdfghjklmnpqrstvwxz2456789]{5}$", (string)first["metadata"]!["name"]!);
        Assert.NotEqual((string)first["metadata"]!["name"]!, (string)second["metadata"]!["name"]!);
    }

    [Fact]
    public async Task Create_InAbsentNamespace_NotFound()
    {
        var answer = await _api.SendAsync("POST", "/api/v1/namespaces/none/configmaps", """{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"x"}}""");

        Assert.Equal((404, "namespaces \"none\" not found"), (answer.Code, answer.Message));
    }

    [Fact]
    public async Task Create_InTerminatingNamespace_Forbidden()
    {
        await _api.CreateAsync("/api/v1/namespaces", """{"apiVersion":"v1","kind":"Namespace","metadata":{"name":"term"}}""");
        Assert.Equal("Terminating", (string)(await _api.SendAsync("DELETE", "/api/v1/namespaces/term")).Json["status"]!["phase"]!);
        var answer = await _api.SendAsync("POST", "/api/v1/namespaces/term/configmaps", """{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"x"}}""");

        Assert.Equal(403, answer.Code);
        Assert.Equal("configmaps \"x\" is forbidden: unable to create new content in namespace term because it is being terminated", answer.Message);
        Assert.Equal("NamespaceTerminating", (string)answer.Json["details"]!["causes"]![0]!["reason"]!);
    }
}
