using EdgeKube.Controller.Api;
using EdgeKube.Controller.Security;

namespace EdgeKube.Controller.Tests.Api;

/// <summary>scale, binding, log.</summary>
public sealed class SubresourceTests : IDisposable
{
    private const string Pods = "/api/v1/namespaces/default/pods";
    private const string Deployments = "/apis/apps/v1/namespaces/default/deployments";
    private readonly ApiFixture _api = new();

    public void Dispose() => _api.Dispose();

    [Fact]
    public async Task Scale_GetAndPatch_ChangesReplicas()
    {
        await _api.CreateDeploymentAsync("web");
        var scaled = await _api.SendAsync("PATCH", Deployments + "/web/scale", """{"spec":{"replicas":5}}""", PatchReader.MergeType);
        var negative = await _api.SendAsync("PATCH", Deployments + "/web/scale", """{"spec":{"replicas":-1}}""", PatchReader.MergeType);
        var stale = await _api.SendAsync(
            "PUT", Deployments + "/web/scale", """{"kind":"Scale","apiVersion":"autoscaling/v1","metadata":{"name":"web","resourceVersion":"1"},"spec":{"replicas":1}}""");

        Assert.Equal(("Scale", 5, "a=b"), ((string)scaled.Json["kind"]!, (int)scaled.Json["spec"]!["replicas"]!, (string)scaled.Json["status"]!["selector"]!));
        Assert.Equal(5, (int)(await _api.SendAsync("GET", Deployments + "/web")).Json["spec"]!["replicas"]!);
        Assert.Equal((422, "Scale.autoscaling \"web\" is invalid: spec.replicas: Invalid value: -1: must be greater than or equal to 0"), (negative.Code, negative.Message));
        Assert.Equal(409, stale.Code);
    }

    [Fact]
    public async Task Bind_Pod_OnceOnly()
    {
        await _api.CreatePodAsync("p");
        const string Body = """{"apiVersion":"v1","kind":"Binding","metadata":{"name":"p"},"target":{"kind":"Node","name":"n1"}}""";

        Assert.Equal(201, (await _api.SendAsync("POST", Pods + "/p/binding", Body)).Code);
        Assert.Equal("n1", (string)(await _api.SendAsync("GET", Pods + "/p")).Json["spec"]!["nodeName"]!);
        Assert.Equal(
            "Operation cannot be fulfilled on pods \"p\": pod p is already assigned to node \"n1\"",
            (await _api.SendAsync("POST", Pods + "/p/binding", Body)).Message);
    }

    [Fact]
    public async Task Log_ChecksItsQueryAndStreams()
    {
        await _api.CreatePodAsync("p", "n1");
        await _api.CreatePodAsync("q");
        using var stop = new CancellationTokenSource();
        var log = await _api.OpenAsync(Pods + "/p/log?tailLines=5&follow=true", stop.Token);
        var text = new List<byte>();
        await foreach (var part in log.Parts!)
        {
            text.AddRange(part.Span);
        }

        Assert.Equal("one\ntwo\n", System.Text.Encoding.UTF8.GetString([.. text]));
        Assert.Equal(("a", true, 5L), (_api.Streams.Asked!.Container, _api.Streams.Asked.Follow, _api.Streams.Asked.TailLines));
        Assert.Equal("container zz is not valid for pod p", (await _api.SendAsync("GET", Pods + "/p/log?container=zz")).Message);
        Assert.Equal(422, (await _api.SendAsync("GET", Pods + "/p/log?tailLines=-1&sinceSeconds=x")).Code);
        Assert.Equal(204, (await _api.SendAsync("GET", Pods + "/q/log")).Code);
    }

    private async Task<IEnumerable<string>> NamesAsync(string path) => Names(await _api.SendAsync("GET", path));

    private static IEnumerable<string> Names(ApiAnswer answer) => answer.Json["items"]!.AsArray().Select(item => (string)item!["metadata"]!["name"]!);
}
