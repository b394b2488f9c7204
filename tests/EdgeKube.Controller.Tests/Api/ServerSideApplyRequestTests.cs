using System.Text.Json.Nodes;

namespace EdgeKube.Controller.Tests.Api;

/// <summary>Server-side apply and field tracking through the pipeline.</summary>
public sealed class ServerSideApplyRequestTests : IDisposable
{
    private const string Path = "/api/v1/namespaces/default/configmaps/x";
    private const string Deployment = "/apis/apps/v1/namespaces/default/deployments/d";
    private readonly ApiFixture _api = new();

    public void Dispose() => _api.Dispose();

    [Fact]
    public async Task Apply_NoObjectYet_CreatesItOwned()
    {
        var answer = await ApplyAsync("m1", "data: {a: '1'}");

        Assert.Equal((201, """m1 Apply {"f:data":{"f:a":{}}}"""), (answer.Code, Owners(answer)));
    }

    [Fact]
    public async Task Apply_OverAnUpdatersField_ConflictThatForceOverrides()
    {
        await _api.SendAsync("POST", "/api/v1/namespaces/default/configmaps?fieldManager=creator", """{"metadata":{"name":"x"},"data":{"a":"1","b":"2"}}""");
        var refused = await ApplyAsync("m1", "data: {a: '9'}");
        var forced = await ApplyAsync("m1", "data: {a: '9'}", "&force=true");

        Assert.Equal((409, "Apply failed with 1 conflict: conflict with \"creator\" using v1: .data.a"), (refused.Code, refused.Message));
        Assert.Equal("FieldManagerConflict", (string?)refused.Json["details"]!["causes"]![0]!["reason"]);
        Assert.Equal("""m1 Apply {"f:data":{"f:a":{}}}|creator Update {"f:data":{".":{},"f:b":{}}}""", Owners(forced));
    }

    [Fact]
    public async Task Apply_DryRun_AnswersAndStoresNothing()
    {
        var answer = await ApplyAsync("m1", "data: {a: '1'}", "&dryRun=All");

        Assert.Equal(201, answer.Code);
        Assert.Equal(404, (await _api.SendAsync("GET", Path)).Code);
    }

    [Fact]
    public async Task Apply_AfterScale_ConflictNamesTheSubresource()
    {
        const string body = "spec: {replicas: 0, selector: {matchLabels: {a: b}}, template: {metadata: {labels: {a: b}}, spec: {containers: [{name: c, image: i}]}}}";
        await ApplyAsync("m1", body, path: Deployment);
        await _api.SendAsync("PATCH", Deployment + "/scale?fieldManager=scaler", """{"spec":{"replicas":1}}""", "application/merge-patch+json");
        var answer = await ApplyAsync("m1", body, path: Deployment);

        Assert.Equal("Apply failed with 1 conflict: conflict with \"scaler\" with subresource \"scale\" using apps/v1: .spec.replicas", answer.Message);
    }

    [Fact]
    public async Task Apply_ToWhatTheControllerMade_BelongsToBeforeFirstApply()
    {
        await _api.Resources.CreateAsync(
            new EdgeKube.Api.ConfigMap { Metadata = new() { Name = "x", Namespace = "default" }, Data = new Dictionary<string, string> { ["a"] = "1" } }, CancellationToken.None);
        Assert.Null((await _api.SendAsync("GET", Path)).Json["metadata"]!["managedFields"]);
        var answer = await ApplyAsync("m1", "data: {b: '1'}");

        Assert.Equal("""m1 Apply {"f:data":{"f:b":{}}}|before-first-apply Update {"f:data":{".":{},"f:a":{}}}""", Owners(answer));
    }

    [Fact]
    public async Task Apply_ByKubectlAfterItsClientSideApply_TakesItsFieldsOver()
    {
        const string last = """{\"apiVersion\":\"v1\",\"data\":{\"a\":\"1\"},\"kind\":\"ConfigMap\",\"metadata\":{\"name\":\"x\"}}""";
        await _api.SendAsync(
            "POST",
            "/api/v1/namespaces/default/configmaps?fieldManager=kubectl-client-side-apply",
            $$$"""{"metadata":{"name":"x","annotations":{"kubectl.kubernetes.io/last-applied-configuration":"{{{last}}}"}},"data":{"a":"1"}}""");
        var other = await ApplyAsync("other", "data: {a: '2'}");
        var answer = await ApplyAsync("kubectl", "data: {a: '2'}");

        Assert.Equal((409, 200), (other.Code, answer.Code));
        Assert.Contains("\"a\":\"2\"", (string?)answer.Json["metadata"]!["annotations"]!["kubectl.kubernetes.io/last-applied-configuration"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Update_OneEmptyEntry_ForgetsAllOwners()
    {
        await ApplyAsync("m1", "data: {a: '1'}");
        var answer = await _api.SendAsync("PUT", Path, """{"metadata":{"name":"x","managedFields":[{}]},"data":{"a":"1"}}""");

        Assert.Null(answer.Json["metadata"]!["managedFields"]);
    }

    [Fact]
    public async Task Update_NothingChanged_WritesNothing()
    {
        var before = await ApplyAsync("m1", "data: {a: '1'}");
        var answer = await _api.SendAsync("PUT", Path + "?fieldManager=other", """{"metadata":{"name":"x"},"data":{"a":"1"}}""");

        Assert.Equal(before.Version, answer.Version);
        Assert.Equal(Owners(before), Owners(answer));
    }

    [Theory]
    [InlineData("?fieldManager=m", "metadata: {name: x, managedFields: [{manager: x, operation: Apply}]}", 400, "metadata.managedFields must be nil")]
    [InlineData("?fieldManager=m", "metadata: {name: zz}", 400, "the name of the object (zz) does not match the name on the URL (x)")]
    [InlineData("?fieldManager=m", "foo: 1", 500, "failed to create typed patch object (/; /v1, Kind=ConfigMap): .foo: field not declared in schema")]
    [InlineData("?fieldManager=m", "metadata: {name: x, uid: 00000000-0000-0000-0000-000000000000}", 409, "Operation cannot be fulfilled on configmaps \"x\": uid mismatch: the provided object specified uid 00000000-0000-0000-0000-000000000000, and no existing object was found")]
    [InlineData("", "data: {a: b}", 422, "PatchOptions.meta.k8s.io \"\" is invalid: fieldManager: Required value: is required for apply patch")]
    [InlineData("?fieldManager=m", "a: [b", 400, null)]
    public async Task Apply_WrongInput_Refused(string query, string body, int code, string? message)
    {
        var answer = await _api.SendAsync("PATCH", Path + query, body, "application/apply-patch+yaml");

        Assert.Equal((code, message ?? answer.Message), (answer.Code, answer.Message));
    }

    private static string Owners(ApiAnswer answer) => string.Join('|', answer.Json["metadata"]!["managedFields"]!.AsArray()
        .Select(entry => $"{(string?)entry!["manager"]} {(string?)entry["operation"]} {entry["fieldsV1"]!.ToJsonString()}"));

    private Task<ApiAnswer> ApplyAsync(string manager, string body, string more = "", string path = Path) =>
        _api.SendAsync("PATCH", $"{path}?fieldManager={manager}{more}", body, "application/apply-patch+yaml");
}
