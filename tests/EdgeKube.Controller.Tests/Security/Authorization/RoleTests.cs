using EdgeKube.Api;
using EdgeKube.Controller.Security;
using EdgeKube.Controller.Tests.Api;

namespace EdgeKube.Controller.Tests.Security.Authorization;

/// <summary>Roles and bindings in the whole pipeline.</summary>
public sealed class RoleTests : IDisposable
{
    private const string Rbac = "/apis/rbac.authorization.k8s.io/v1";
    private const string Pods = "/api/v1/namespaces/default/pods";
    private static readonly Caller Jane = Caller.User("jane", "devs");
    private readonly ApiFixture _api = new();

    public void Dispose() => _api.Dispose();

    [Fact]
    public async Task List_WithoutRole_RefusedInKubernetesWords()
    {
        var list = await _api.SendAsync("GET", Pods, caller: Jane);
        var get = await _api.SendAsync("GET", Pods + "/p/log", caller: Jane);
        var create = await _api.SendAsync("POST", Pods, """{"metadata":{"name":"p"},"spec":{"containers":[{"name":"a","image":"i"}]}}""", caller: Jane);
        var space = await _api.SendAsync("GET", "/api/v1/namespaces/default", caller: Jane);

        Assert.Equal((403, "pods is forbidden: User \"jane\" cannot list resource \"pods\" in API group \"\" in the namespace \"default\""), (list.Code, list.Message));
        Assert.Equal("pods \"p\" is forbidden: User \"jane\" cannot get resource \"pods/log\" in API group \"\" in the namespace \"default\"", get.Message);
        Assert.Equal("pods is forbidden: User \"jane\" cannot create resource \"pods\" in API group \"\" in the namespace \"default\"", create.Message);
        Assert.Equal("namespaces \"default\" is forbidden: User \"jane\" cannot get resource \"namespaces\" in API group \"\" in the namespace \"default\"", space.Message);
    }

    [Theory]
    [InlineData("""{"kind":"User","name":"jane"}""")]
    [InlineData("""{"kind":"Group","name":"devs"}""")]
    public async Task Binding_InANamespace_CountsThereAndNowhereElse(string subject)
    {
        await CreateRoleAsync("r", "get list watch", "pods");
        await BindAsync("b", "Role", "r", subject);

        Assert.Equal(200, (await _api.SendAsync("GET", Pods, caller: Jane)).Code);
        Assert.Equal(403, (await _api.SendAsync("GET", "/api/v1/pods", caller: Jane)).Code);
        Assert.Equal(403, (await _api.SendAsync("GET", "/api/v1/namespaces/kube-system/pods", caller: Jane)).Code);
        Assert.Equal(403, (await _api.SendAsync("GET", "/api/v1/namespaces/default/secrets", caller: Jane)).Code);
        Assert.Equal(200, (await _api.SendAsync("DELETE", $"{Rbac}/namespaces/default/rolebindings/b")).Code);
        Assert.Equal(403, (await _api.SendAsync("GET", Pods, caller: Jane)).Code);
    }

    [Fact]
    public async Task Binding_OfAServiceAccount_MeansItsUser()
    {
        await CreateRoleAsync("r", "list", "pods");
        await BindAsync("b", "Role", "r", """{"kind":"ServiceAccount","name":"robot"}""");

        Assert.Equal(200, (await _api.SendAsync("GET", Pods, caller: Caller.User("system:serviceaccount:default:robot"))).Code);
        Assert.Equal(403, (await _api.SendAsync("GET", Pods, caller: Caller.User("system:serviceaccount:kube-system:robot"))).Code);
    }

    [Fact]
    public async Task Binding_OfNodes_WidensNothing()
    {
        await CreateRoleAsync("r", "*", "*");
        await BindAsync("b", "Role", "r", """{"kind":"Group","name":"system:nodes"}""");

        Assert.Equal(403, (await _api.SendAsync("GET", "/api/v1/namespaces/default/secrets", caller: Caller.Node("n1"))).Code);
    }

    [Fact]
    public async Task Create_RoleWithMoreThanOneHas_Refused()
    {
        await CreateRoleAsync("writer", "create update patch", "roles rolebindings", "rbac.authorization.k8s.io");
        await CreateRoleAsync("reader", "get", "pods");
        await BindAsync("w", "Role", "writer", """{"kind":"User","name":"jane"}""");
        await BindAsync("r", "Role", "reader", """{"kind":"User","name":"jane"}""");

        var refused = await SendRoleAsync("esc", "get list", "secrets", Jane);
        Assert.Equal(403, refused.Code);
        Assert.Equal(
            "roles.rbac.authorization.k8s.io \"esc\" is forbidden: user \"jane\" (groups=[\"devs\" \"system:authenticated\"]) is attempting to grant RBAC permissions not currently held:\n"
            + "{APIGroups:[\"\"], Resources:[\"secrets\"], Verbs:[\"get\" \"list\"]}",
            refused.Message);
        Assert.Equal(201, (await SendRoleAsync("fine", "get", "pods", Jane)).Code);
        Assert.Equal(201, (await SendBindingAsync("c", "Role", "fine", """{"kind":"User","name":"joe"}""", Jane)).Code);
        Assert.Equal(403, (await SendBindingAsync("d", "ClusterRole", "cluster-admin", """{"kind":"User","name":"jane"}""", Jane)).Code);
        Assert.Equal(404, (await SendBindingAsync("e", "Role", "none", """{"kind":"User","name":"jane"}""", Jane)).Code);
        Assert.Equal(403, (await _api.SendAsync(
            "PATCH", $"{Rbac}/namespaces/default/roles/fine", """{"rules":[{"apiGroups":["*"],"resources":["*"],"verbs":["*"]}]}""", "application/merge-patch+json", Jane)).Code);
    }

    [Fact]
    public async Task Create_WithEscalateAndBind_Allowed()
    {
        await CreateRoleAsync("writer", "create escalate bind", "roles rolebindings", "rbac.authorization.k8s.io");
        await BindAsync("w", "Role", "writer", """{"kind":"User","name":"jane"}""");

        Assert.Equal(201, (await SendRoleAsync("esc", "get", "secrets", Jane)).Code);
        Assert.Equal(201, (await SendBindingAsync("d", "Role", "esc", """{"kind":"User","name":"jane"}""", Jane)).Code);
    }

    [Fact]
    public async Task DeleteCollection_NeedsItsOwnVerb()
    {
        await _api.CreateConfigMapAsync("a");
        await CreateRoleAsync("one", "list delete", "configmaps");
        await BindAsync("b", "Role", "one", """{"kind":"User","name":"jane"}""");
        await CreateRoleAsync("all", "deletecollection", "configmaps");
        await BindAsync("c", "Role", "all", """{"kind":"User","name":"joe"}""");

        Assert.Equal(403, (await _api.SendAsync("DELETE", "/api/v1/namespaces/default/configmaps", caller: Jane)).Code);
        Assert.Equal(200, (await _api.SendAsync("DELETE", "/api/v1/namespaces/default/configmaps", caller: Caller.User("joe"))).Code);
        Assert.Equal(404, (await _api.SendAsync("GET", "/api/v1/namespaces/default/configmaps/a")).Code);
    }

    [Theory]
    [InlineData("/version", 200)]
    [InlineData("/readyz", 200)]
    [InlineData("/apis", 200)]
    [InlineData("/metrics", 403)]
    [InlineData("/edgekube/v1/tokens", 403)]
    public async Task Paths_AreOpenAsTheStandardRolesSay(string path, int code)
    {
        Assert.Equal(code, (await _api.SendAsync("GET", path, caller: Caller.Anonymous)).Code);
        Assert.Equal(code, (await _api.SendAsync("GET", path, caller: Jane)).Code);
    }

    private Task CreateRoleAsync(string name, string verbs, string resources, string group = "") => Succeed(SendRoleAsync(name, verbs, resources, ApiFixture.Admin, group));

    private Task<ApiAnswer> SendRoleAsync(string name, string verbs, string resources, Caller caller, string group = "") => _api.SendAsync(
        "POST",
        $"{Rbac}/namespaces/default/roles",
        $$$"""{"metadata":{"name":"{{{name}}}"},"rules":[{"apiGroups":["{{{group}}}"],"resources":[{{{List(resources)}}}],"verbs":[{{{List(verbs)}}}]}]}""",
        caller: caller);

    private Task BindAsync(string name, string kind, string role, string subject) => Succeed(SendBindingAsync(name, kind, role, subject, ApiFixture.Admin));

    private Task<ApiAnswer> SendBindingAsync(string name, string kind, string role, string subject, Caller caller) => _api.SendAsync(
        "POST",
        $"{Rbac}/namespaces/default/rolebindings",
        $$$"""{"metadata":{"name":"{{{name}}}"},"roleRef":{"apiGroup":"{{{RoleRef.Group}}}","kind":"{{{kind}}}","name":"{{{role}}}"},"subjects":[{{{subject}}}]}""",
        caller: caller);

    private static string List(string words) => string.Join(',', words.Split(' ').Select(word => $"\"{word}\""));

    private static async Task Succeed(Task<ApiAnswer> answer) => Assert.True((await answer).Code == 201, (await answer).Text);
}
