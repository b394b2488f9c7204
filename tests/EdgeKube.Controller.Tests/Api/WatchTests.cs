using System.Text.Json.Nodes;
using EdgeKube.Controller.Api;

namespace EdgeKube.Controller.Tests.Api;

public sealed class WatchTests : IDisposable
{
    private const string ConfigMaps = "/api/v1/namespaces/default/configmaps";
    private readonly ApiFixture _api = new();
    private readonly CancellationTokenSource _stop = new(TimeSpan.FromSeconds(20));

    public void Dispose()
    {
        _stop.Dispose();
        _api.Dispose();
    }

    [Fact]
    public async Task Watch_FromNothing_ShowsExistingThenChanges()
    {
        await _api.CreateConfigMapAsync("old");
        await using var events = await WatchAsync(ConfigMaps + "?watch=1");

        Assert.Equal(("ADDED", "old"), await NextAsync(events));
        await _api.CreateConfigMapAsync("new");
        Assert.Equal(("ADDED", "new"), await NextAsync(events));
        await _api.SendAsync("PATCH", ConfigMaps + "/new", """{"data":{"a":"2"}}""", "application/merge-patch+json");
        Assert.Equal(("MODIFIED", "new"), await NextAsync(events));
        await _api.SendAsync("PATCH", ConfigMaps + "/new", """{"data":{"a":"2"}}""", "application/merge-patch+json");
        await _api.SendAsync("DELETE", ConfigMaps + "/new");
        Assert.Equal(("DELETED", "new"), await NextAsync(events));
    }

    [Fact]
    public async Task Watch_Selector_TurnsLeavingIntoDeleted()
    {
        var from = (string)(await _api.CreateConfigMapAsync("c", """{"x":"1"}"""))["metadata"]!["resourceVersion"]!;
        await using var events = await WatchAsync($"{ConfigMaps}?watch=true&labelSelector=x%3D1&resourceVersion={from}");

        await _api.SendAsync("PATCH", ConfigMaps + "/c", """{"metadata":{"labels":{"x":"2"}}}""", "application/merge-patch+json");
        Assert.Equal(("DELETED", "c"), await NextAsync(events));
        await _api.SendAsync("PATCH", ConfigMaps + "/c", """{"metadata":{"labels":{"x":"1"}}}""", "application/merge-patch+json");
        Assert.Equal(("ADDED", "c"), await NextAsync(events));
    }

    [Fact]
    public async Task Watch_Selector_TellsNothingOfOthersAndWhatLeavesAsItWas()
    {
        var from = (string)(await _api.CreateConfigMapAsync("c", """{"x":"1"}"""))["metadata"]!["resourceVersion"]!;
        await using var events = await WatchAsync($"{ConfigMaps}?watch=true&labelSelector=x%3D1&resourceVersion={from}");
        await _api.CreateConfigMapAsync("other");
        await _api.SendAsync("DELETE", ConfigMaps + "/other");
        var left = await _api.SendAsync("PATCH", ConfigMaps + "/c", """{"metadata":{"labels":{"x":"2"}}}""", "application/merge-patch+json");

        Assert.True(await events.MoveNextAsync());
        var told = JsonNode.Parse(events.Current.Span)!;
        Assert.Equal(
            ("DELETED", "c", "1", left.Version),
            ((string)told["type"]!, (string)told["object"]!["metadata"]!["name"]!, (string)told["object"]!["metadata"]!["labels"]!["x"]!, (string)told["object"]!["metadata"]!["resourceVersion"]!));
    }

    [Fact]
    public async Task Watch_CompactedRevision_IsExpired()
    {
        await _api.CreateConfigMapAsync("a");
        await _api.CreateConfigMapAsync("b");
        await _api.Store.CompactAsync(_api.Store.Revision, CancellationToken.None);
        await using var events = await WatchAsync(ConfigMaps + "?watch=1&resourceVersion=2");

        Assert.True(await events.MoveNextAsync());
        var error = JsonNode.Parse(events.Current.Span)!;
        Assert.Equal(("ERROR", 410, "Expired"), ((string)error["type"]!, (int)error["object"]!["code"]!, (string)error["object"]!["reason"]!));
        Assert.False(await events.MoveNextAsync());
    }

    [Fact]
    public async Task Watch_TimeoutSeconds_EndsByItself()
    {
        await using var events = await WatchAsync(ConfigMaps + "?watch=1&timeoutSeconds=1");

        Assert.False(await events.MoveNextAsync());
    }

    [Fact]
    public async Task Watch_SendInitialEvents_MarksTheEndOfTheState()
    {
        await _api.CreateConfigMapAsync("old");
        await using var events = await WatchAsync(ConfigMaps + "?watch=1&sendInitialEvents=true&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true");

        Assert.Equal(("ADDED", "old"), await NextAsync(events));
        Assert.True(await events.MoveNextAsync());
        var bookmark = JsonNode.Parse(events.Current.Span)!;
        Assert.Equal(("BOOKMARK", "true"), ((string)bookmark["type"]!, (string)bookmark["object"]!["metadata"]!["annotations"]!["k8s.io/initial-events-end"]!));
        await _api.CreateConfigMapAsync("new");
        Assert.Equal(("ADDED", "new"), await NextAsync(events));
    }

    [Fact]
    public async Task WatchFeed_NothingHappens_TellsHowFarItHasSeen()
    {
        await _api.CreateConfigMapAsync("a");
        var revision = _api.Store.Revision;
        await using var feed = WatchFeed.Open(_api.Store, "/configmaps/", revision, TimeSpan.FromMilliseconds(20), TimeProvider.System, _stop.Token);

        var step = await feed.NextAsync();
        Assert.Equal((null, revision), (step!.Value.Change, step.Value.Revision));
        await _api.CreateConfigMapAsync("b");
        do
        {
            step = await feed.NextAsync();
        }
        while (step!.Value.Change is null);
        Assert.Equal("/configmaps/default/b", step.Value.Change.Key);
    }

    [Fact]
    public async Task Watch_AsTable_NamesItsColumnsOnce()
    {
        var response = await _api.OpenAsync(ConfigMaps + "?watch=1", _stop.Token, "application/json;as=Table;v=v1;g=meta.k8s.io");
        await using var events = response.Parts!.GetAsyncEnumerator(_stop.Token);
        await _api.CreateConfigMapAsync("a");
        await _api.CreateConfigMapAsync("b");

        Assert.True(await events.MoveNextAsync());
        Assert.NotNull(JsonNode.Parse(events.Current.Span)!["object"]!["columnDefinitions"]);
        Assert.True(await events.MoveNextAsync());
        Assert.Null(JsonNode.Parse(events.Current.Span)!["object"]!["columnDefinitions"]);
    }

    [Theory]
    [InlineData("?watch=1&sendInitialEvents=true", 422)]
    [InlineData("?watch=1&resourceVersionMatch=NotOlderThan&resourceVersion=1", 422)]
    [InlineData("?sendInitialEvents=true", 422)]
    [InlineData("?resourceVersionMatch=Exact&resourceVersion=0", 422)]
    [InlineData("?resourceVersionMatch=Foo&resourceVersion=1", 422)]
    [InlineData("?resourceVersionMatch=NotOlderThan", 422)]
    [InlineData("?resourceVersion=999999", 504)]
    [InlineData("?resourceVersion=0", 200)]
    [InlineData("?resourceVersion=1&resourceVersionMatch=NotOlderThan", 200)]
    public async Task List_Options_AreHonouredOrRefused(string query, int code) => Assert.Equal(code, (await _api.SendAsync("GET", ConfigMaps + query)).Code);

    [Fact]
    public async Task Watch_BadVersion_BadRequest() => Assert.Equal(400, (await _api.SendAsync("GET", ConfigMaps + "?watch=1&resourceVersion=x")).Code);

    private async Task<IAsyncEnumerator<ReadOnlyMemory<byte>>> WatchAsync(string path)
    {
        var response = await _api.OpenAsync(path, _stop.Token);
        return response.Parts!.GetAsyncEnumerator(_stop.Token);
    }

    private static async Task<(string Type, string Name)> NextAsync(IAsyncEnumerator<ReadOnlyMemory<byte>> events)
    {
        Assert.True(await events.MoveNextAsync());
        var seen = JsonNode.Parse(events.Current.Span)!;
        return ((string)seen["type"]!, (string)seen["object"]!["metadata"]!["name"]!);
    }
}
