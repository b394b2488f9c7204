using EdgeKube.Controller.Api;
using EdgeKube.Controller.Security;

namespace EdgeKube.Controller.Tests.Api;

/// <summary>Requests that are refused, and paths that are no resource.</summary>
public sealed class RequestTests : IDisposable
{
    private const string ConfigMaps = "/api/v1/namespaces/default/configmaps";
    private const string Pods = "/api/v1/namespaces/default/pods";
    private const string Deployments = "/apis/apps/v1/namespaces/default/deployments";
    private readonly ApiFixture _api = new();

    public void Dispose() => _api.Dispose();

    [Fact]
    public async Task Metrics_ForAdministratorsOnly_AreShown()
    {
        _api.Violations.Add("n1", new NodeViolation("Pod", ViolationReason.ForeignObject, ""));

        var shown = await _api.SendAsync("GET", "/metrics");
        var refused = await _api.SendAsync("GET", "/metrics", caller: Caller.User("eve"));
        var node = await _api.SendAsync("GET", "/metrics", caller: Caller.Node("n1"));

        Assert.Contains("edgekube_node_restriction_violations_total{node=\"n1\",kind=\"Pod\",reason=\"ForeignObject\"} 1\n", shown.Text, StringComparison.Ordinal);
        Assert.Equal((403, "forbidden: User \"eve\" cannot get path \"/metrics\""), (refused.Code, refused.Message));
        Assert.Equal(403, node.Code);
    }

    [Fact]
    public async Task Start_MakesKubernetesNamespaces()
    {
        var list = await _api.SendAsync("GET", "/api/v1/namespaces");

        Assert.Equal("NamespaceList", (string)list.Json["kind"]!);
        Assert.Equal(["default", "kube-node-lease", "kube-public", "kube-system"], list.Json["items"]!.AsArray().Select(item => (string)item!["metadata"]!["name"]!));
        Assert.Equal("default", (string)list.Json["items"]![0]!["metadata"]!["labels"]!["kubernetes.io/metadata.name"]!);
        Assert.Equal(403, (await _api.SendAsync("DELETE", "/api/v1/namespaces/kube-system")).Code);
    }

    [Theory]
    [InlineData("GET", "/api/v1/namespaces/default/nosuch", 404, "the server could not find the requested resource")]
    [InlineData("GET", "/apis/nosuch/v1/pods", 404, "the server could not find the requested resource")]
    [InlineData("PUT", ConfigMaps, 405, "the server does not allow this method on the requested resource")]
    [InlineData("POST", ConfigMaps + "/cm", 405, "the server does not allow this method on the requested resource")]
    [InlineData("GET", ConfigMaps + "/none", 404, "configmaps \"none\" not found")]
    [InlineData("PATCH", ConfigMaps + "/none", 415, null)]
    [InlineData("GET", Pods + "?limit=abc", 400, "strconv.ParseInt: parsing \"abc\": invalid syntax")]
    public async Task Send_WrongRequest_IsRefusedInKubernetesWords(string method, string path, int code, string? message)
    {
        var answer = await _api.SendAsync(method, path, method is "GET" ? null : "{}");

        Assert.Equal(code, answer.Code);
        Assert.True(message is null || message == answer.Message, answer.Message);
    }

    [Fact]
    public async Task Send_TooLarge_IsRefused()
    {
        var answer = await _api.SendAsync("POST", ConfigMaps, new string(' ', 4 << 20));

        Assert.Equal((413, "RequestEntityTooLarge"), (answer.Code, answer.Reason));
    }

    [Fact]
    public async Task DryRun_Create_StoresNothing()
    {
        var answer = await _api.SendAsync("POST", ConfigMaps + "?dryRun=All", """{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"c"}}""");

        Assert.Equal(201, answer.Code);
        Assert.Equal(404, (await _api.SendAsync("GET", ConfigMaps + "/c")).Code);
    }

    [Theory]
    [InlineData("GET", Pods, "pods is forbidden: User \"alice\" cannot list resource \"pods\" in API group \"\" in the namespace \"default\"")]
    [InlineData("GET", Deployments + "/dep", "deployments.apps \"dep\" is forbidden: User \"alice\" cannot get resource \"deployments\" in API group \"apps\" in the namespace \"default\"")]
    [InlineData("GET", Pods + "/pod/log", "pods \"pod\" is forbidden: User \"alice\" cannot get resource \"pods/log\" in API group \"\" in the namespace \"default\"")]
    [InlineData("GET", "/api/v1/nodes", "nodes is forbidden: User \"alice\" cannot list resource \"nodes\" in API group \"\" at the cluster scope")]
    [InlineData("GET", "/metrics", "forbidden: User \"alice\" cannot get path \"/metrics\"")]
    [InlineData("DELETE", ConfigMaps + "/none", "configmaps \"none\" is forbidden: User \"alice\" cannot delete resource \"configmaps\" in API group \"\" in the namespace \"default\"")]
    public async Task Send_Stranger_IsForbidden(string method, string path, string message)
    {
        var answer = await _api.SendAsync(method, path, caller: Caller.User("alice"));

        Assert.Equal((403, "Forbidden", message), (answer.Code, answer.Reason, answer.Message));
    }

    [Fact]
    public async Task Discovery_ListsTheKinds()
    {
        var core = await _api.SendAsync("GET", "/api/v1");
        var apps = await _api.SendAsync("GET", "/apis/apps/v1");

        Assert.Contains("pods/log", core.Json["resources"]!.AsArray().Select(resource => (string)resource!["name"]!));
        Assert.Contains("deployments/scale", apps.Json["resources"]!.AsArray().Select(resource => (string)resource!["name"]!));
        Assert.Equal("apps/v1", (string)(await _api.SendAsync("GET", "/apis")).Json["groups"]![0]!["preferredVersion"]!["groupVersion"]!);
        Assert.Equal("ok", (await _api.SendAsync("GET", "/healthz", caller: Caller.User("alice"))).Text);
        Assert.Equal("1", (string)(await _api.SendAsync("GET", "/version")).Json["major"]!);
    }
}
