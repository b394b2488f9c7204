using EdgeKube.Controller.Security;
using EdgeKube.Controller.Security.ServiceAccounts;
using EdgeKube.Controller.Tests.Api;

namespace EdgeKube.Controller.Tests.Security.ServiceAccounts;

/// <summary>The tokens of pods: the volume that shows them, and what their nodes may ask for.</summary>
public sealed class PodTokenTests : IDisposable
{
    private const string Pods = "/api/v1/namespaces/default/pods";
    private const string Tokens = "/api/v1/namespaces/default/serviceaccounts/default/token";
    private readonly ApiFixture _api = new();

    public void Dispose() => _api.Dispose();

    [Fact]
    public async Task Create_PodOfAClusterWithAnAuthority_GetsTheVolumeAsKubernetesWritesIt()
    {
        _api.RootCertificate.Set(["PEM"]);
        var pod = await _api.CreateAsync(Pods, """{"metadata":{"name":"p"},"spec":{"initContainers":[{"name":"i","image":"i"}],"containers":[{"name":"a","image":"i"}]}}""");

        var volume = pod["spec"]!["volumes"]![0]!;
        var name = (string)volume["name"]!;
        Assert.Matches("^kube-api-access-[a-z0-9]{5}$", name);
        Assert.Equal(
            """{"sources":[{"serviceAccountToken":{"expirationSeconds":3607,"path":"token"}},{"configMap":{"name":"kube-root-ca.crt","items":[{"key":"ca.crt","path":"ca.crt"}]}},{"downwardAPI":{"items":[{"path":"namespace","fieldRef":{"apiVersion":"v1","fieldPath":"metadata.namespace"}}]}}],"defaultMode":420}""",
            volume["projected"]!.ToJsonString());
        var mount = $$"""[{"name":"{{name}}","mountPath":"/var/run/secrets/kubernetes.io/serviceaccount","readOnly":true}]""";
        Assert.Equal(mount, pod["spec"]!["containers"]![0]!["volumeMounts"]!.ToJsonString());
        Assert.Equal(mount, pod["spec"]!["initContainers"]![0]!["volumeMounts"]!.ToJsonString());
    }

    [Fact]
    public async Task Create_PodOrAccountThatWantsNone_GetsNoVolume()
    {
        _api.RootCertificate.Set(["PEM"]);
        await _api.CreateAsync("/api/v1/namespaces/default/serviceaccounts", """{"metadata":{"name":"shy"},"automountServiceAccountToken":false,"imagePullSecrets":[{"name":"reg"}]}""");
        var pod = await _api.CreateAsync(Pods, """{"metadata":{"name":"p"},"spec":{"automountServiceAccountToken":false,"containers":[{"name":"a","image":"i"}]}}""");
        var shy = await _api.CreateAsync(Pods, """{"metadata":{"name":"q"},"spec":{"serviceAccountName":"shy","containers":[{"name":"a","image":"i"}]}}""");
        var bold = await _api.CreateAsync(Pods, """{"metadata":{"name":"r"},"spec":{"serviceAccountName":"shy","automountServiceAccountToken":true,"containers":[{"name":"a","image":"i"}]}}""");

        Assert.Null(pod["spec"]!["volumes"]);
        Assert.Null(shy["spec"]!["volumes"]);
        Assert.Equal("""[{"name":"reg"}]""", shy["spec"]!["imagePullSecrets"]!.ToJsonString());
        Assert.NotNull(bold["spec"]!["volumes"]);
    }

    [Fact]
    public async Task Request_ByTheNodeOfThePod_IsExtendedAndNamesTheNode()
    {
        var uid = await RunPodAsync("n1");
        var answer = await _api.SendAsync("POST", Tokens, Bound(uid), caller: Caller.Node("n1"));
        Assert.True(answer.Code == 201, answer.Text);

        var claims = _api.Tokens.Check((string)answer.Json["status"]!["token"]!, []).Claims!;
        Assert.Equal("n1", claims.Node!.Name);
        Assert.Equal(TimeSpan.FromDays(365), claims.Expires - claims.IssuedAt);
        Assert.Equal(TimeSpan.FromSeconds(3607), claims.WarnAfter - claims.IssuedAt);
    }

    [Fact]
    public async Task Request_ByANode_ForWhatIsNotItsOwn_IsRefused()
    {
        var uid = await RunPodAsync("n1");

        Assert.EndsWith("node requested token bound to a pod scheduled on a different node", await RefusedAsync("n2", Bound(uid)), StringComparison.Ordinal);
        Assert.EndsWith("node requested token not bound to a pod", await RefusedAsync("n1", "{}"), StringComparison.Ordinal);
        Assert.EndsWith("node requested token with a pod binding without a uid", await RefusedAsync("n1", Bound("")), StringComparison.Ordinal);
        Assert.EndsWith("node requested token bound to a pod scheduled on a different node", await RefusedAsync("n1", Bound("other")), StringComparison.Ordinal);
        Assert.EndsWith("audience \"vault\" not found in pod spec volume", await RefusedAsync("n1", Bound(uid, "\"vault\"")), StringComparison.Ordinal);
    }

    private static string Bound(string uid, string audiences = "") =>
        $$$"""{"spec":{"audiences":[{{{audiences}}}],"expirationSeconds":3607,"boundObjectRef":{"apiVersion":"v1","kind":"Pod","name":"p","uid":"{{{uid}}}" } } }""";

    private async Task<string> RefusedAsync(string node, string body)
    {
        var answer = await _api.SendAsync("POST", Tokens, body, caller: Caller.Node(node));
        Assert.Equal(403, answer.Code);
        return answer.Message;
    }

    private async Task<string> RunPodAsync(string node)
    {
        await _api.CreateAsync("/api/v1/nodes", $$$"""{"metadata":{"name":"{{{node}}}" } }""");
        return (string)(await _api.CreateAsync(Pods, $$$"""{"metadata":{"name":"p"},"spec":{"nodeName":"{{{node}}}","containers":[{"name":"a","image":"i"}]}}"""))["metadata"]!["uid"]!;
    }
}
