namespace EdgeKube.Controller.Tests.Api;

/// <summary>What becomes of fields that no kind has.</summary>
public sealed class FieldValidationTests : IDisposable
{
    private const string ConfigMaps = "/api/v1/namespaces/default/configmaps";
    private const string Body = """{"metadata":{"name":"x"},"foo":1,"data":{"a":"b","a":"c"}}""";
    private readonly ApiFixture _api = new();

    public void Dispose() => _api.Dispose();

    [Theory]
    [InlineData("", 201, "unknown field \"foo\"|duplicate field \"data.a\"")]
    [InlineData("?fieldValidation=Strict", 400, "")]
    [InlineData("?fieldValidation=Warn", 201, "unknown field \"foo\"|duplicate field \"data.a\"")]
    [InlineData("?fieldValidation=Ignore", 201, "")]
    [InlineData("?fieldValidation=Bogus", 422, "")]
    [InlineData("?dryRun=Some", 422, "")]
    public async Task Create_UnknownAndDoubledFields_AsAskedFor(string query, int code, string warnings)
    {
        var answer = await _api.SendAsync("POST", ConfigMaps + query, Body);

        Assert.Equal((code, warnings), (answer.Code, string.Join('|', answer.Warnings)));
    }

    [Fact]
    public async Task Create_Tolerantly_KeepsTheLastOfADoubledField()
    {
        await _api.SendAsync("POST", ConfigMaps + "?fieldValidation=Ignore", Body);

        Assert.Equal("""{"a":"c"}""", (await _api.SendAsync("GET", ConfigMaps + "/x")).Json["data"]!.ToJsonString());
    }

    [Fact]
    public async Task Create_FieldThatNothingActsOn_IsRefusedHoweverTolerant()
    {
        var answer = await _api.SendAsync(
            "POST", "/api/v1/namespaces/default/pods?fieldValidation=Ignore", """{"metadata":{"name":"x"},"spec":{"workloadRef":"y","containers":[{"name":"a","image":"b"}]}}""");

        Assert.Equal(422, answer.Code);
        Assert.Contains("spec.workloadRef: Forbidden: not implemented by EdgeKube", answer.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Patch_Warn_SaysItOnce()
    {
        await _api.CreateConfigMapAsync("x");
        var answer = await _api.SendAsync("PATCH", ConfigMaps + "/x?fieldValidation=Warn", """{"foo":1}""", "application/merge-patch+json");

        Assert.Equal((200, "unknown field \"foo\""), (answer.Code, string.Join('|', answer.Warnings)));
    }
}
