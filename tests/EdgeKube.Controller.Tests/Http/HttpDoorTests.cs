using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;

namespace EdgeKube.Controller.Tests.Http;

public sealed class HttpDoorTests(HttpFixture http) : IClassFixture<HttpFixture>
{
    private const string ConfigMaps = "/api/v1/namespaces/default/configmaps";

    [Fact]
    public async Task Post_Yaml_IsCreated()
    {
        var created = await PostAsync("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: yaml}\ndata: {a: b}", "application/yaml");

        Assert.Equal(HttpStatusCode.Created, created.StatusCode);
        Assert.Equal("application/json", created.Content.Headers.ContentType?.MediaType);
        Assert.True(created.Headers.CacheControl is { NoCache: true, Private: true });
    }

    [Fact]
    public async Task Get_Absent_IsAStatus()
    {
        var answer = await http.Client.GetAsync(ConfigMaps + "/none");

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal("configmaps \"none\" not found", (string)JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["message"]!);
    }

    [Fact]
    public async Task Get_Watch_StreamsAnEventALine()
    {
        using var response = await http.Client.GetAsync(ConfigMaps + "?watch=1&fieldSelector=metadata.name%3Dw", HttpCompletionOption.ResponseHeadersRead);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync());
        await http.Api.CreateConfigMapAsync("w");
        await http.Api.SendAsync("DELETE", ConfigMaps + "/w");

        Assert.True(response.Headers.TransferEncodingChunked);
        Assert.Equal("ADDED", (string)JsonNode.Parse((await reader.ReadLineAsync())!)!["type"]!);
        Assert.Equal("DELETED", (string)JsonNode.Parse((await reader.ReadLineAsync())!)!["type"]!);
    }

    [Fact]
    public async Task Get_WatchWithTimeout_Ends()
    {
        var text = await http.Client.GetStringAsync(ConfigMaps + "?watch=1&timeoutSeconds=1&fieldSelector=metadata.name%3Dnone");

        Assert.Equal("", text);
    }

    [Fact]
    public async Task Post_BodyOverTheCap_IsRefusedInKubernetesWords()
    {
        var answer = await PostAsync(new string('x', (3 << 20) + 1), "application/json");

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        Assert.Contains("limit is 3145728", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("evil.example", null)]
    [InlineData(null, "https://evil.example")]
    public async Task Get_FromAWebPage_IsNotTheAdministrator(string? host, string? origin)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, ConfigMaps);
        request.Headers.Host = host;
        if (origin is not null)
        {
            request.Headers.Add("Origin", origin);
        }

        Assert.Equal(HttpStatusCode.Unauthorized, (await http.Client.SendAsync(request)).StatusCode);
    }

    [Fact]
    public async Task Get_AggregatedDiscovery_NamesEverythingAtOnce()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/apis");
        request.Headers.TryAddWithoutValidation("Accept", "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList,application/json");
        var answer = await http.Client.SendAsync(request);
        var list = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;

        Assert.Equal("application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList", answer.Content.Headers.ContentType!.ToString().Replace("; ", ";", StringComparison.Ordinal));
        Assert.Equal("apidiscovery.k8s.io/v2", (string)list["apiVersion"]!);
        var resources = list["items"]![0]!["versions"]![0]!["resources"]!.AsArray();
        var deployments = Assert.Single(resources, resource => (string)resource!["resource"]! == "deployments");
        Assert.Equal(["scale", "status"], deployments!["subresources"]!.AsArray().Select(subresource => (string)subresource!["subresource"]!));
    }

    [Theory]
    [InlineData("/readyz", 200, "ok")]
    [InlineData("/readyz?verbose", 200, "[+]ping ok\n[+]store ok\nreadyz check passed\n")]
    [InlineData("/readyz?verbose&exclude=store", 200, "[+]ping ok\n[+]store excluded: ok\nreadyz check passed\n")]
    [InlineData("/livez?verbose", 200, "[+]ping ok\nlivez check passed\n")]
    [InlineData("/healthz/ping", 200, "ok")]
    [InlineData("/healthz/none", 404, null)]
    public async Task Get_Health_SaysWhatIsWell(string path, int code, string? text)
    {
        var answer = await http.Client.GetAsync(path);

        Assert.Equal(code, (int)answer.StatusCode);
        Assert.True(text is null || text == await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Send_Garbage_ClosesTheConnection()
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, http.Port);
        await client.GetStream().WriteAsync("\x16\x03\x01 no HTTP at all\r\n\r\n"u8.ToArray());
        using var reader = new StreamReader(client.GetStream(), Encoding.Latin1);

        Assert.StartsWith("HTTP/1.1 400", await reader.ReadLineAsync(), StringComparison.Ordinal);
    }

    private Task<HttpResponseMessage> PostAsync(string body, string type) =>
        http.Client.PostAsync(ConfigMaps, new StringContent(body, new MediaTypeHeaderValue(type)));
}
