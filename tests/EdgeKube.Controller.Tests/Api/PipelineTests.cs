using EdgeKube.Controller.Api;
using EdgeKube.Controller.Security;

namespace EdgeKube.Controller.Tests.Api;

public sealed class PipelineTests : IDisposable
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
    public async Task Start_MakesKubernetesNamespaces()
    {
        var list = await _api.SendAsync("GET", "/api/v1/namespaces");

        Assert.Equal("NamespaceList", (string)list.Json["kind"]!);
        Assert.Equal(["default", "kube-node-lease", "kube-public", "kube-system"], list.Json["items"]!.AsArray().Select(item => (string)item!["metadata"]!["name"]!));
        Assert.Equal("default", (string)list.Json["items"]![0]!["metadata"]!["labels"]!["kubernetes.io/metadata.name"]!);
        Assert.Equal(403, (await _api.SendAsync("DELETE", "/api/v1/namespaces/kube-system")).Code);
    }

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
        var answer = await _api.SendAsync("PATCH", ConfigMaps + "/cm", "{}", "application/strategic-merge-patch+json");

        Assert.Equal((415, "UnsupportedMediaType"), (answer.Code, answer.Reason));
        Assert.Contains("application/strategic-merge-patch+json", answer.Message, StringComparison.Ordinal);
        Assert.Equal(400, (await _api.SendAsync("PATCH", ConfigMaps + "/cm", "[]", PatchReader.MergeType)).Code);
    }

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
    public async Task Create_Pod_GetsWhatAdmissionAdds()
    {
        var pod = await _api.CreatePodAsync("p");

        Assert.Equal(("Pending", "BestEffort"), ((string)pod["status"]!["phase"]!, (string)pod["status"]!["qosClass"]!));
        Assert.Equal("default", (string)pod["spec"]!["serviceAccountName"]!);
        Assert.Equal(2, pod["spec"]!["tolerations"]!.AsArray().Count);
        Assert.Equal(1, (int)pod["metadata"]!["generation"]!);
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

    [Fact]
    public async Task List_Selectors_Select()
    {
        await _api.CreateConfigMapAsync("a", """{"x":"1"}""");
        await _api.CreateConfigMapAsync("b", """{"x":"2"}""");
        await _api.CreatePodAsync("p", "n1");
        await _api.CreatePodAsync("q");

        Assert.Equal(["b"], await NamesAsync(ConfigMaps + "?labelSelector=x%21%3D1"));
        Assert.Equal(["a"], await NamesAsync(ConfigMaps + "?fieldSelector=metadata.name%3Da"));
        Assert.Equal(["p"], await NamesAsync("/api/v1/pods?fieldSelector=spec.nodeName%3Dn1"));
        Assert.Equal("field label not supported: spec.bogus", (await _api.SendAsync("GET", Pods + "?fieldSelector=spec.bogus%3D1")).Message);
        Assert.Equal("invalid selector: 'foo'; can't understand 'foo'", (await _api.SendAsync("GET", Pods + "?fieldSelector=foo")).Message);
    }

    [Fact]
    public async Task List_InPages_ShowsEveryObjectOnce()
    {
        for (var i = 0; i < 5; i++)
        {
            await _api.CreateConfigMapAsync($"l{i}");
        }

        var first = await _api.SendAsync("GET", ConfigMaps + "?limit=2");
        var second = await _api.SendAsync("GET", $"{ConfigMaps}?limit=2&continue={Uri.EscapeDataString((string)first.Json["metadata"]!["continue"]!)}");
        var third = await _api.SendAsync("GET", $"{ConfigMaps}?limit=2&continue={Uri.EscapeDataString((string)second.Json["metadata"]!["continue"]!)}");

        Assert.Equal(3, (int)first.Json["metadata"]!["remainingItemCount"]!);
        Assert.Equal(["l0", "l1", "l2", "l3", "l4"], new[] { first, second, third }.SelectMany(Names));
        Assert.Null(third.Json["metadata"]!["continue"]);
        Assert.Equal(first.Version, third.Version);
        Assert.Equal(400, (await _api.SendAsync("GET", ConfigMaps + "?continue=abc")).Code);
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
