using System.Text.Json.Nodes;

namespace EdgeKube.Controller.Tests.Api.Kinds;

public sealed class SchemaKindTests : IDisposable
{
    private const string Ingresses = "/apis/networking.k8s.io/v1/namespaces/default/ingresses";

    private const string Ingress = """
        {"apiVersion":"networking.k8s.io/v1","kind":"Ingress","metadata":{"name":"web"},
         "spec":{"rules":[{"host":"a.example.com","http":{"paths":[{"path":"/","pathType":"Prefix","backend":{"service":{"name":"web","port":{"number":80}}}}]}}]}}
        """;

    private readonly ApiFixture _api = new();

    [Fact]
    public async Task Create_KindNothingActsOn_IsStoredAndSaysSo()
    {
        var answer = await _api.SendAsync("POST", Ingresses, Ingress);

        Assert.Equal(201, answer.Code);
        Assert.Equal(["Ingress is stored, but nothing in EdgeKube acts on it yet"], answer.Warnings);
        var read = (await _api.SendAsync("GET", $"{Ingresses}/web")).Json;
        Assert.Equal("Ingress", (string)read["kind"]!);
        Assert.Equal("""{"loadBalancer":{}}""", read["status"]!.ToJsonString());
        Assert.Equal(1, (int)read["metadata"]!["generation"]!);
    }

    [Fact]
    public async Task Create_UnknownField_IsRefusedInKubernetesWords()
    {
        var answer = await _api.SendAsync("POST", $"{Ingresses}?fieldValidation=Strict", Ingress.Replace("\"rules\"", "\"foo\":1,\"rules\""));

        Assert.Equal(400, answer.Code);
        Assert.Contains("strict decoding error: unknown field \"spec.foo\"", (string)answer.Json["message"]!);
    }

    [Theory]
    [InlineData("\"Prefix\"", "7", 400, "spec.rules[0].http.paths[0].pathType")]
    [InlineData("\"Prefix\"", "\"Other\"", 422, "spec.rules[0].http.paths[0].pathType: Unsupported value: \\\"Other\\\"")]
    [InlineData("\"pathType\":\"Prefix\",", "", 422, "spec.rules[0].http.paths[0].pathType: Required value")]
    public async Task Create_WrongValue_IsRefused(string from, string to, int code, string message)
    {
        var answer = await _api.SendAsync("POST", Ingresses, Ingress.Replace(from, to));

        Assert.Equal(code, answer.Code);
        Assert.Contains(message, answer.Text);
    }

    [Fact]
    public async Task Update_Spec_CountsGenerationAndKeepsStatus()
    {
        await _api.CreateAsync(Ingresses, Ingress);
        var status = await _api.SendAsync(
            "PATCH", $"{Ingresses}/web/status", """{"status":{"loadBalancer":{"ingress":[{"ip":"192.0.2.1"}]}},"spec":{"ingressClassName":"x"}}""", "application/merge-patch+json");
        Assert.Equal(200, status.Code);
        Assert.Null(status.Json["spec"]!["ingressClassName"]);

        var answer = await _api.SendAsync("PATCH", $"{Ingresses}/web", """{"spec":{"ingressClassName":"nginx"},"status":{}}""", "application/merge-patch+json");

        Assert.Equal(200, answer.Code);
        Assert.Equal(2, (int)answer.Json["metadata"]!["generation"]!);
        Assert.Equal("192.0.2.1", (string)answer.Json["status"]!["loadBalancer"]!["ingress"]![0]!["ip"]!);
    }

    [Fact]
    public async Task StrategicPatch_ListWithKeys_IsMerged()
    {
        const string Services = "/api/v1/namespaces/default/services";
        await _api.CreateAsync(Services, """{"apiVersion":"v1","kind":"Service","metadata":{"name":"s"},"spec":{"ports":[{"name":"a","port":80}]}}""");

        var answer = await _api.SendAsync("PATCH", $"{Services}/s", """{"spec":{"ports":[{"name":"b","port":81}]}}""", "application/strategic-merge-patch+json");

        Assert.Equal(["81", "80"], answer.Json["spec"]!["ports"]!.AsArray().Select(port => port!["port"]!.ToString()));
    }

    [Fact]
    public async Task Table_OfServices_HasKubernetesColumns()
    {
        await _api.CreateAsync(
            "/api/v1/namespaces/default/services",
            """{"apiVersion":"v1","kind":"Service","metadata":{"name":"s"},"spec":{"clusterIP":"None","selector":{"app":"d"},"ports":[{"name":"web","port":80},{"name":"dns","port":53,"protocol":"UDP"}]}}""");

        var table = (await _api.SendAsync("GET", "/api/v1/namespaces/default/services", accept: "application/json;as=Table;v=v1;g=meta.k8s.io")).Json;

        Assert.Equal(
            ["Name", "Type", "Cluster-IP", "External-IP", "Port(s)", "Age", "Selector"],
            table["columnDefinitions"]!.AsArray().Select(column => (string)column!["name"]!));
        var cells = table["rows"]![0]!["cells"]!.AsArray();
        cells.RemoveAt(5);
        Assert.Equal("""["s","ClusterIP","None","<none>","80/TCP,53/UDP","app=d"]""", cells.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }));
    }

    [Fact]
    public async Task Scale_StatefulSet_SetsReplicas()
    {
        const string Sets = "/apis/apps/v1/namespaces/default/statefulsets";
        await _api.CreateAsync(
            Sets,
            """{"apiVersion":"apps/v1","kind":"StatefulSet","metadata":{"name":"db"},"spec":{"selector":{"matchLabels":{"a":"b"}},"template":{"metadata":{"labels":{"a":"b"}},"spec":{"containers":[{"name":"c","image":"x"}]}}}}""");

        var scale = await _api.SendAsync("PUT", $"{Sets}/db/scale", """{"metadata":{"name":"db"},"spec":{"replicas":3}}""");

        Assert.Equal(200, scale.Code);
        Assert.Equal("a=b", (string)scale.Json["status"]!["selector"]!);
        var set = (await _api.SendAsync("GET", $"{Sets}/db")).Json;
        Assert.Equal(3, (int)set["spec"]!["replicas"]!);
        Assert.Equal("Always", (string)set["spec"]!["template"]!["spec"]!["restartPolicy"]!);
    }

    [Fact]
    public async Task OpenApi_OfSchemaKinds_NamesTypesAsKubernetesDoes()
    {
        var document = (await _api.SendAsync("GET", "/openapi/v3/apis/batch/v1")).Json;

        var schemas = document["components"]!["schemas"]!.AsObject();
        Assert.Contains("io.k8s.api.batch.v1.CronJobSpec", schemas.Select(schema => schema.Key));
        Assert.Contains("io.k8s.api.core.v1.PodTemplateSpec", schemas.Select(schema => schema.Key));
        Assert.Equal(["Allow", "Forbid", "Replace"], schemas["io.k8s.api.batch.v1.CronJobSpec"]!["properties"]!["concurrencyPolicy"]!["enum"]!.AsArray().Select(value => (string)value!));
    }

    public void Dispose() => _api.Dispose();
}
