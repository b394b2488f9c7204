using EdgeKube.Controller.Api;
using EdgeKube.Controller.Security;

namespace EdgeKube.Controller.Tests.Api;

/// <summary>Deletions, graceful and held.</summary>
public sealed class DeleteTests : IDisposable
{
    private const string ConfigMaps = "/api/v1/namespaces/default/configmaps";
    private const string Pods = "/api/v1/namespaces/default/pods";
    private readonly ApiFixture _api = new();

    public void Dispose() => _api.Dispose();

    [Fact]
    public async Task Finalize_TerminatingNamespace_RemovesIt()
    {
        await _api.CreateAsync("/api/v1/namespaces", """{"apiVersion":"v1","kind":"Namespace","metadata":{"name":"term"}}""");
        await _api.SendAsync("DELETE", "/api/v1/namespaces/term");
        var answer = await _api.SendAsync(
            "PUT", "/api/v1/namespaces/term/finalize", """{"apiVersion":"v1","kind":"Namespace","metadata":{"name":"term"},"spec":{"finalizers":[]}}""");

        Assert.Equal(200, answer.Code);
        Assert.Equal(404, (await _api.SendAsync("GET", "/api/v1/namespaces/term")).Code);
    }

    [Fact]
    public async Task Delete_BoundPod_WaitsForItsNode()
    {
        await _api.CreatePodAsync("p", "n1");
        var marked = await _api.SendAsync("DELETE", Pods + "/p");
        var confirmed = await _api.SendAsync("DELETE", Pods + "/p", """{"gracePeriodSeconds":0}""");

        Assert.Equal(30, (int)marked.Json["metadata"]!["deletionGracePeriodSeconds"]!);
        Assert.Equal("Pod", (string)confirmed.Json["kind"]!);
        Assert.Equal(404, (await _api.SendAsync("GET", Pods + "/p")).Code);
    }

    [Fact]
    public async Task Delete_Finalizer_HoldsUntilRemoved()
    {
        await _api.CreateAsync(ConfigMaps, """{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"c","finalizers":["example.com/x"]}}""");
        var held = await _api.SendAsync("DELETE", ConfigMaps + "/c");
        var added = await _api.SendAsync("PATCH", ConfigMaps + "/c", """{"metadata":{"finalizers":["example.com/x","example.com/y"]}}""", PatchReader.MergeType);
        var freed = await _api.SendAsync("PATCH", ConfigMaps + "/c", """{"metadata":{"finalizers":null}}""", PatchReader.MergeType);

        Assert.NotNull(held.Json["metadata"]!["deletionTimestamp"]);
        Assert.Contains("no new finalizers can be added if the object is being deleted, found new finalizers []string{\"example.com/y\"}", added.Message, StringComparison.Ordinal);
        Assert.Equal(200, freed.Code);
        Assert.Equal(404, (await _api.SendAsync("GET", ConfigMaps + "/c")).Code);
    }

    [Fact]
    public async Task Delete_WrongUid_Conflicts()
    {
        await _api.CreateConfigMapAsync("cm");
        var answer = await _api.SendAsync("DELETE", ConfigMaps + "/cm", """{"preconditions":{"uid":"00000000-0000-0000-0000-000000000000"}}""");

        Assert.Equal(409, answer.Code);
        Assert.Contains("the UID in the precondition (00000000-0000-0000-0000-000000000000) does not match the UID in record", answer.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Delete_ConfigMap_AnswersSuccess()
    {
        await _api.CreateConfigMapAsync("cm");
        var answer = await _api.SendAsync("DELETE", ConfigMaps + "/cm");

        Assert.Equal(("Status", "Success", "cm"), ((string)answer.Json["kind"]!, (string)answer.Json["status"]!, (string)answer.Json["details"]!["name"]!));
    }

    [Fact]
    public async Task DeleteCollection_BySelector_LeavesTheRest()
    {
        await _api.CreateConfigMapAsync("a", """{"x":"1"}""");
        await _api.CreateConfigMapAsync("b", """{"x":"2"}""");
        await _api.SendAsync("DELETE", ConfigMaps + "?labelSelector=x%3D1");

        Assert.Equal(["b"], await NamesAsync(ConfigMaps));
    }

    private async Task<IEnumerable<string>> NamesAsync(string path) =>
        (await _api.SendAsync("GET", path)).Json["items"]!.AsArray().Select(item => (string)item!["metadata"]!["name"]!);
}
