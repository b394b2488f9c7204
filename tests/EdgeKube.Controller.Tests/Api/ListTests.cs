using EdgeKube.Controller.Api;
using EdgeKube.Controller.Security;

namespace EdgeKube.Controller.Tests.Api;

/// <summary>Lists: selectors, pages, earlier states.</summary>
public sealed class ListTests : IDisposable
{
    private const string ConfigMaps = "/api/v1/namespaces/default/configmaps";
    private const string Pods = "/api/v1/namespaces/default/pods";
    private readonly ApiFixture _api = new();

    public void Dispose() => _api.Dispose();

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
    public async Task List_ExactAndContinued_ShowTheStateOfThatRevision()
    {
        await _api.CreateConfigMapAsync("a");
        await _api.CreateConfigMapAsync("b");
        var first = await _api.SendAsync("GET", ConfigMaps + "?limit=1");
        await _api.CreateConfigMapAsync("aa");
        await _api.SendAsync("DELETE", ConfigMaps + "/b");
        await _api.SendAsync("PATCH", ConfigMaps + "/a", """{"data":{"a":"2"}}""", PatchReader.MergeType);

        var exact = await _api.SendAsync("GET", $"{ConfigMaps}?resourceVersion={first.Version}&resourceVersionMatch=Exact");
        var rest = await _api.SendAsync("GET", $"{ConfigMaps}?continue={Uri.EscapeDataString((string)first.Json["metadata"]!["continue"]!)}");
        Assert.Equal(["a", "b"], Names(exact));
        Assert.Equal("1", (string)exact.Json["items"]![0]!["data"]!["a"]!);
        Assert.Equal(["b"], Names(rest));
        Assert.Equal((first.Version, first.Version), (exact.Version, rest.Version));
    }

    [Fact]
    public async Task List_ForgottenRevision_ExpiresAndOffersToGoOn()
    {
        await _api.CreateConfigMapAsync("a");
        await _api.CreateConfigMapAsync("b");
        var first = await _api.SendAsync("GET", ConfigMaps + "?limit=1");
        await _api.CreateConfigMapAsync("c");
        await _api.Store.CompactAsync(_api.Store.Revision, CancellationToken.None);

        var expired = await _api.SendAsync("GET", $"{ConfigMaps}?continue={Uri.EscapeDataString((string)first.Json["metadata"]!["continue"]!)}");
        Assert.Equal((410, "Expired"), (expired.Code, expired.Reason));
        Assert.Equal(["b", "c"], await NamesAsync($"{ConfigMaps}?continue={Uri.EscapeDataString((string)expired.Json["metadata"]!["continue"]!)}"));
        Assert.Equal(410, (await _api.SendAsync("GET", $"{ConfigMaps}?resourceVersion=1&resourceVersionMatch=Exact")).Code);
    }

    private async Task<IEnumerable<string>> NamesAsync(string path) => Names(await _api.SendAsync("GET", path));

    private static IEnumerable<string> Names(ApiAnswer answer) => answer.Json["items"]!.AsArray().Select(item => (string)item!["metadata"]!["name"]!);
}
