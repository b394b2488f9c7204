using System.Text;
using System.Text.Json.Nodes;
using EdgeKube.Controller.Api;
using EdgeKube.Controller.Hosting;
using EdgeKube.Controller.Security;
using EdgeKube.Controller.Security.Authorization;
using EdgeKube.Controller.Security.Pki;
using EdgeKube.Controller.Security.ServiceAccounts;
using EdgeKube.Controller.Store;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeKube.Controller.Tests.Api;

/// <summary>The whole API over a real store in a directory of its own.</summary>
internal sealed class ApiFixture : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("ek-api-").FullName;
    private readonly ApiComposition _api;

    public ApiFixture()
    {
        Store = SqliteClusterStore.Open(new StoreOptions { Path = Path.Combine(_directory, "cluster.db") }, NullLogger.Instance);
        _api = ApiComposition.Build(Store, NullLoggerFactory.Instance, TimeProvider.System, "0.0.0");
        Tokens = new ServiceAccountTokens(_api.Reader, [TokenKey.New()], TimeProvider.System.GetUtcNow);
        Pipeline = _api.Pipeline(Tokens, Streams, [Violations]);
        NamespaceSeed.EnsureAsync(_api.Resources, CancellationToken.None).GetAwaiter().GetResult();
        RoleSeed.EnsureAsync(_api.Resources, CancellationToken.None).GetAwaiter().GetResult();
    }

    public static Caller Admin { get; } = Caller.User("admin", Caller.Masters);

    public SqliteClusterStore Store { get; }

    public ServiceAccountTokens Tokens { get; }

    public RequestPipeline Pipeline { get; }

    public IResources Resources => _api.Resources;

    public RootCertificate RootCertificate => _api.RootCertificate;

    public ApplyHandler Apply => _api.Apply;

    public FakeStreams Streams { get; } = new();

    public ViolationCounters Violations { get; } = new();

    public async Task<ApiAnswer> SendAsync(string method, string path, string? body = null, string? type = null, Caller? caller = null, string? accept = null)
    {
        var response = await Pipeline.HandleAsync(Request(method, path, body, type, caller) with { Accept = accept }, CancellationToken.None);
        return new ApiAnswer(response.Code, Encoding.UTF8.GetString(response.Body.Span)) { Warnings = response.Warnings };
    }

    public Task<ApiResponse> OpenAsync(string path, CancellationToken cancellationToken, string? accept = null) =>
        Pipeline.HandleAsync(Request("GET", path, null, null, null) with { Accept = accept }, cancellationToken);

    public async Task<JsonNode> CreateAsync(string path, string body)
    {
        var answer = await SendAsync("POST", path, body);
        Assert.True(answer.Code == 201, answer.Text);
        return answer.Json;
    }

    public Task<JsonNode> CreateConfigMapAsync(string name, string labels = "{}", string value = "1") => CreateAsync(
        "/api/v1/namespaces/default/configmaps",
        $$$"""{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"{{{name}}}","labels":{{{labels}}} },"data":{"a":"{{{value}}}"}}""");

    public Task<JsonNode> CreatePodAsync(string name, string? node = null, string extra = "") => CreateAsync(
        "/api/v1/namespaces/default/pods",
        $$$"""{"apiVersion":"v1","kind":"Pod","metadata":{"name":"{{{name}}}"{{{extra}}} },"spec":{"nodeName":"{{{node}}}","containers":[{"name":"a","image":"nginx:1"}]} }""");

    public Task<JsonNode> CreateDeploymentAsync(string name, int replicas = 2) => CreateAsync(
        "/apis/apps/v1/namespaces/default/deployments",
        $$$"""{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"{{{name}}}"},"spec":{"replicas":{{{replicas}}},"selector":{"matchLabels":{"a":"b"} },"template":{"metadata":{"labels":{"a":"b"} },"spec":{"containers":[{"name":"a","image":"nginx:1"}]} } } }""");

    public void Dispose()
    {
        Store.Dispose();
        Directory.Delete(_directory, recursive: true);
    }

    private static ApiRequest Request(string method, string path, string? body, string? type, Caller? caller) => new(caller ?? Admin, method, path)
    {
        ContentType = type,
        Body = body is null ? default : Encoding.UTF8.GetBytes(body),
    };
}
