using System.Text.Json.Nodes;

namespace EdgeKube.Controller.Tests.Api.Admission;

public sealed class ServiceAdmissionTests : IDisposable
{
    private const string Services = "/api/v1/namespaces/default/services";
    private const string Addresses = "/apis/networking.k8s.io/v1/ipaddresses";

    private readonly ApiFixture _api = new();

    [Fact]
    public async Task Create_WithoutAddress_GetsOneThatIsAnObjectToo()
    {
        var created = await CreateAsync("a", """{"ports":[{"port":80}]}""");

        var address = (string)created["spec"]!["clusterIP"]!;
        Assert.StartsWith("10.43.", address);
        Assert.Equal(address, (string)created["spec"]!["clusterIPs"]![0]!);
        var described = (await _api.SendAsync("GET", $"{Addresses}/{address}")).Json;
        Assert.Equal("a", (string)described["spec"]!["parentRef"]!["name"]!);
    }

    [Fact]
    public async Task Create_AddressOfAnother_IsRefused()
    {
        await CreateAsync("a", """{"clusterIP":"10.43.0.9","ports":[{"port":80}]}""");

        var answer = await SendAsync("b", """{"clusterIP":"10.43.0.9","ports":[{"port":80}]}""");

        Assert.Equal(422, answer.Code);
        Assert.Contains("failed to allocate IP 10.43.0.9: provided IP is already allocated", answer.Text);
    }

    [Theory]
    [InlineData("""{"clusterIP":"10.44.0.9","ports":[{"port":80}]}""", "The range of valid IPs is 10.43.0.0/16")]
    [InlineData("""{"type":"NodePort","ports":[{"port":80,"nodePort":80}]}""", "The range of valid ports is 30000-32767")]
    public async Task Create_OutsideOfTheRange_IsRefused(string spec, string message)
    {
        var answer = await SendAsync("a", spec);

        Assert.Equal(422, answer.Code);
        Assert.Contains(message, answer.Text);
    }

    [Fact]
    public async Task Create_NodePortOfAnother_IsRefused()
    {
        await CreateAsync("a", """{"type":"NodePort","ports":[{"port":80,"nodePort":30080}]}""");

        var answer = await SendAsync("b", """{"type":"NodePort","ports":[{"port":80,"nodePort":30080}]}""");

        Assert.Contains("spec.ports[0].nodePort: Invalid value: 30080: provided port is already allocated", answer.Text);
    }

    [Fact]
    public async Task Update_ManifestWithoutWhatWasGiven_KeepsIt()
    {
        var created = await CreateAsync("a", """{"type":"NodePort","ports":[{"port":80}]}""");

        var updated = (await _api.SendAsync("PUT", $"{Services}/a", Service("a", """{"type":"NodePort","ports":[{"port":80}],"selector":{"x":"y"}}"""))).Json;

        Assert.Equal((string)created["spec"]!["clusterIP"]!, (string)updated["spec"]!["clusterIP"]!);
        Assert.Equal((int)created["spec"]!["ports"]![0]!["nodePort"]!, (int)updated["spec"]!["ports"]![0]!["nodePort"]!);
    }

    [Fact]
    public async Task Update_AddressOnceGiven_MayNotChange()
    {
        await CreateAsync("a", """{"ports":[{"port":80}]}""");

        var answer = await _api.SendAsync("PATCH", $"{Services}/a", """{"spec":{"clusterIP":"10.43.9.9"}}""", "application/merge-patch+json");

        Assert.Contains("spec.clusterIPs[0]: Invalid value: [\\\"10.43.9.9\\\"]: may not change once set", answer.Text);
    }

    [Fact]
    public async Task Delete_ManyAtOnce_GiveBackAddressesAndPorts()
    {
        var made = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => CreateAsync($"s{i}", """{"type":"NodePort","ports":[{"port":80}]}""")));
        Assert.Equal(20, made.Select(service => (string)service["spec"]!["clusterIP"]!).Distinct().Count());
        Assert.Equal(20, made.Select(service => (int)service["spec"]!["ports"]![0]!["nodePort"]!).Distinct().Count());

        await _api.SendAsync("DELETE", Services);

        Assert.Empty((await _api.SendAsync("GET", Addresses)).Json["items"]!.AsArray());
        await CreateAsync("again", $$$"""{"type":"NodePort","clusterIP":"{{{made[0]["spec"]!["clusterIP"]}}}","ports":[{"port":80,"nodePort":{{{made[1]["spec"]!["ports"]![0]!["nodePort"]}}} }]}""");
    }

    [Fact]
    public async Task Put_ServiceThatIsNotThere_MakesIt()
    {
        var answer = await _api.SendAsync("PUT", $"{Services}/a", Service("a", """{"ports":[{"port":80}]}"""));

        Assert.Equal(201, answer.Code);
    }

    public void Dispose() => _api.Dispose();

    private static string Service(string name, string spec) => $$$"""{"apiVersion":"v1","kind":"Service","metadata":{"name":"{{{name}}}" },"spec":{{{spec}}} }""";

    private Task<JsonNode> CreateAsync(string name, string spec) => _api.CreateAsync(Services, Service(name, spec));

    private Task<ApiAnswer> SendAsync(string name, string spec) => _api.SendAsync("POST", Services, Service(name, spec));
}
