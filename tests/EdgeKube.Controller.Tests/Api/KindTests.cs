using EdgeKube.Controller.Api;
using EdgeKube.Controller.Security;

namespace EdgeKube.Controller.Tests.Api;

/// <summary>What single kinds do their own way.</summary>
public sealed class KindTests : IDisposable
{
    private const string ConfigMaps = "/api/v1/namespaces/default/configmaps";
    private const string Pods = "/api/v1/namespaces/default/pods";
    private readonly ApiFixture _api = new();

    public void Dispose() => _api.Dispose();

    [Fact]
    public async Task Create_Pod_GetsWhatAdmissionAdds()
    {
        var pod = await _api.CreatePodAsync("p");

        Assert.Equal(("Pending", "BestEffort"), ((string)pod["status"]!["phase"]!, (string)pod["status"]!["qosClass"]!));
        Assert.Equal("default", (string)pod["spec"]!["serviceAccountName"]!);
        Assert.Equal(2, pod["spec"]!["tolerations"]!.AsArray().Count);
        Assert.Equal(1, (int)pod["metadata"]!["generation"]!);
    }

    [Fact]
    public async Task Update_PodSpec_OnlyImageAndTolerations()
    {
        await _api.CreatePodAsync("p");

        Assert.Equal(200, (await Patch("""{"spec":{"containers":[{"name":"a","image":"nginx:2"}]}}""")).Code);
        Assert.StartsWith(
            "Pod \"p\" is invalid: spec: Forbidden: pod updates may not change fields other than `spec.containers[*].image`",
            (await Patch("""{"spec":{"restartPolicy":"Never"}}""")).Message,
            StringComparison.Ordinal);
        Assert.Equal(422, (await Patch("""{"spec":{"nodeName":"n"}}""")).Code);

        Task<ApiAnswer> Patch(string body) => _api.SendAsync("PATCH", Pods + "/p", body, PatchReader.MergeType);
    }

    [Fact]
    public async Task Secret_StringData_BecomesData()
    {
        var secret = await _api.CreateAsync(
            "/api/v1/namespaces/default/secrets", """{"apiVersion":"v1","kind":"Secret","metadata":{"name":"s"},"type":"Opaque","data":{"a":"eA=="},"stringData":{"a":"y","b":"z"}}""");
        var retyped = await _api.SendAsync("PATCH", "/api/v1/namespaces/default/secrets/s", """{"type":"example.com/x"}""", PatchReader.MergeType);

        Assert.Equal(("eQ==", "eg=="), ((string)secret["data"]!["a"]!, (string)secret["data"]!["b"]!));
        Assert.Null(secret["stringData"]);
        Assert.Equal("Secret \"s\" is invalid: type: Invalid value: \"example.com/x\": field is immutable", retyped.Message);
    }

    [Fact]
    public async Task Update_ImmutableConfigMap_Forbidden()
    {
        await _api.CreateAsync(ConfigMaps, """{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"imm"},"immutable":true,"data":{"a":"1"}}""");
        var answer = await _api.SendAsync("PATCH", ConfigMaps + "/imm", """{"immutable":false}""", PatchReader.MergeType);

        Assert.Equal("ConfigMap \"imm\" is invalid: immutable: Forbidden: field is immutable when `immutable` is set", answer.Message);
    }
}
