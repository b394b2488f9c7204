using EdgeKube.Controller.Api;
using EdgeKube.Controller.Security;

namespace EdgeKube.Controller.Tests.Api;

/// <summary>Updates and merge patches.</summary>
public sealed class UpdateTests : IDisposable
{
    private const string ConfigMaps = "/api/v1/namespaces/default/configmaps";
    private const string Deployments = "/apis/apps/v1/namespaces/default/deployments";
    private readonly ApiFixture _api = new();

    public void Dispose() => _api.Dispose();

    [Fact]
    public async Task Update_StaleVersion_Conflicts()
    {
        await _api.CreateConfigMapAsync("cm");
        var answer = await _api.SendAsync(
            "PUT", ConfigMaps + "/cm", """{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"cm","resourceVersion":"1"},"data":{"a":"2"}}""");

        Assert.Equal(409, answer.Code);
        Assert.Equal(
            "Operation cannot be fulfilled on configmaps \"cm\": the object has been modified; please apply your changes to the latest version and try again",
            answer.Message);
    }

    [Fact]
    public async Task Update_NothingChanged_KeepsVersionAndWritesNothing()
    {
        var created = await _api.CreateConfigMapAsync("cm");
        var revision = _api.Store.Revision;
        var answer = await _api.SendAsync("PUT", ConfigMaps + "/cm", created.ToJsonString());

        Assert.Equal((200, (string)created["metadata"]!["resourceVersion"]!), (answer.Code, answer.Version));
        Assert.Equal(revision, _api.Store.Revision);
    }

    [Fact]
    public async Task Update_OtherName_BadRequest()
    {
        await _api.CreateConfigMapAsync("other");
        var answer = await _api.SendAsync("PUT", ConfigMaps + "/other", """{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"cm"}}""");

        Assert.Equal((400, "the name of the object (cm) does not match the name on the URL (other)"), (answer.Code, answer.Message));
    }

    [Fact]
    public async Task Update_Concurrently_LosesNothing()
    {
        await _api.CreateConfigMapAsync("cm");
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => _api.SendAsync(
            "PATCH", ConfigMaps + "/cm", $$$"""{"data":{"k{{{i}}}":"v"}}""", PatchReader.MergeType)));

        Assert.All(answers, answer => Assert.Equal(200, answer.Code));
        Assert.Equal(21, (await _api.SendAsync("GET", ConfigMaps + "/cm")).Json["data"]!.AsObject().Count);
    }

    [Fact]
    public async Task Update_Spec_CountsGenerationAndKeepsStatus()
    {
        await _api.CreateDeploymentAsync("web");
        var status = await _api.SendAsync("PATCH", Deployments + "/web/status", """{"status":{"replicas":2},"spec":{"replicas":9}}""", PatchReader.MergeType);
        var labels = await _api.SendAsync("PATCH", Deployments + "/web", """{"metadata":{"labels":{"x":"y"}},"status":{"replicas":7}}""", PatchReader.MergeType);
        var spec = await _api.SendAsync("PATCH", Deployments + "/web", """{"spec":{"replicas":5}}""", PatchReader.MergeType);

        Assert.Equal((1, 2, 2), Facts(status));
        Assert.Equal((1, 2, 2), Facts(labels));
        Assert.Equal((2, 5, 2), Facts(spec));

        static (int Generation, int Replicas, int Observed) Facts(ApiAnswer answer) => (
            (int)answer.Json["metadata"]!["generation"]!, (int)answer.Json["spec"]!["replicas"]!, (int)answer.Json["status"]!["replicas"]!);
    }

    [Fact]
    public async Task Patch_OtherTypes_AreRefusedByName()
    {
        await _api.CreateConfigMapAsync("cm");
        var answer = await _api.SendAsync("PATCH", ConfigMaps + "/cm", "{}", "application/diff+json");

        Assert.Equal((415, "UnsupportedMediaType"), (answer.Code, answer.Reason));
        Assert.Contains("application/strategic-merge-patch+json", answer.Message, StringComparison.Ordinal);
        Assert.Equal(400, (await _api.SendAsync("PATCH", ConfigMaps + "/cm", "[]", PatchReader.MergeType)).Code);
    }
}
