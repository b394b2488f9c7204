namespace EdgeKube.Controller.Tests.Api.Proxies;

/// <summary>services/proxy over the whole API: which pod and port is asked for, or why none is.</summary>
public sealed class ServiceProxyTests : IDisposable
{
    private const string Services = "/api/v1/namespaces/default/services";
    private const string Pods = "/api/v1/namespaces/default/pods";
    private readonly ApiFixture _api = new();

    public void Dispose() => _api.Dispose();

    [Theory]
    [InlineData("s:80", 8080)]
    [InlineData("s:web", 8080)]
    [InlineData("http:s:web", 8080)]
    [InlineData("s:named", 9000)]
    [InlineData("s:same", 7000)]
    [InlineData("s", 6000)]
    public async Task Get_PortOfAService_GoesToTheReadyPodsOwnPort(string name, int port)
    {
        await CreateAsync("""
            "selector":{"app":"a"},"ports":[{"name":"web","port":80,"targetPort":8080},{"name":"named","port":81,"targetPort":"admin"},{"name":"same","port":7000}]
            """);
        await PodAsync("ready", "a", ready: true);
        await PodAsync("waiting", "a", ready: false);
        await PodAsync("other", "b", ready: true);

        // A Service of one port may leave its name out.
        if (name == "s")
        {
            await _api.SendAsync("DELETE", $"{Services}/s");
            await CreateAsync("""
                "selector":{"app":"a"},"ports":[{"port":80,"targetPort":6000}]
                """);
        }

        Assert.Contains("there is no node", (await GetAsync(name)).Text, StringComparison.Ordinal);
        Assert.Equal(("ready", port), _api.Streams.Forwarded);
    }

    [Theory]
    [InlineData("s:82", 503, "no service port 82 found for service \\\"s\\\"")]
    [InlineData("s:nope", 503, "no endpoints available for service \\\"s\\\"")]
    [InlineData("s:80", 503, "no endpoints available for service \\\"s\\\"")]
    [InlineData("none:80", 404, "services \\\"none\\\" not found")]
    [InlineData("https:s:80", 400, "must be NAME or NAME:PORT, over http")]
    public async Task Get_NothingToGoTo_SaysSo(string name, int code, string message)
    {
        await CreateAsync("""
            "selector":{"app":"a"},"ports":[{"name":"web","port":80}]
            """);
        await PodAsync("waiting", "a", ready: false);

        var answer = await GetAsync(name);

        Assert.True(answer.Code == code && answer.Text.Contains(message, StringComparison.Ordinal), answer.Text);
        Assert.Equal(default, _api.Streams.Forwarded);
    }

    [Fact]
    public async Task Get_ServiceWithoutSelector_GoesToThePodItsEndpointsReferTo()
    {
        await CreateAsync("""
            "ports":[{"name":"web","port":80}]
            """);
        await _api.CreateAsync("/api/v1/namespaces/default/endpoints", """
            {"metadata":{"name":"s"},"subsets":[{"addresses":[{"ip":"192.0.2.1"},{"ip":"192.0.2.2","targetRef":{"kind":"Pod","name":"p"}}],"ports":[{"name":"web","port":8080}]}]}
            """);
        await PodAsync("p", "x", ready: true);

        await GetAsync("s:80");

        Assert.Equal(("p", 8080), _api.Streams.Forwarded);
    }

    [Fact]
    public async Task Put_OfSomebodyWhoMayOnlyRead_IsRefused()
    {
        await CreateAsync("""
            "selector":{"app":"a"},"ports":[{"port":80}]
            """);

        var answer = await _api.SendAsync("PUT", $"{Services}/s/proxy/x", "a", "text/plain", EdgeKube.Controller.Security.Caller.User("eve"));

        Assert.Equal(403, answer.Code);
        Assert.Contains("cannot update resource \\\"services/proxy\\\"", answer.Text, StringComparison.Ordinal);
    }

    private Task<ApiAnswer> GetAsync(string name) => _api.SendAsync("GET", $"{Services}/{name}/proxy/x/y");

    private Task CreateAsync(string spec) => _api.CreateAsync(Services, $$$"""{"metadata":{"name":"s"},"spec":{ {{{spec}}} }}""");

    private async Task PodAsync(string name, string app, bool ready)
    {
        await _api.CreateAsync(Pods, $$$"""
            {"metadata":{"name":"{{{name}}}","labels":{"app":"{{{app}}}"} },
             "spec":{"nodeName":"n1","containers":[{"name":"c","image":"i","ports":[{"name":"admin","containerPort":9000}]}]} }
            """);
        var answer = await _api.SendAsync(
            "PATCH", $"{Pods}/{name}/status", $$$"""{"status":{"phase":"Running","conditions":[{"type":"Ready","status":"{{{ready}}}"}]} }""", "application/merge-patch+json");
        Assert.Equal(200, answer.Code);
    }
}
