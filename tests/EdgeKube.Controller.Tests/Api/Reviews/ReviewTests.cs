using EdgeKube.Controller.Security;

namespace EdgeKube.Controller.Tests.Api.Reviews;

public sealed class ReviewTests : IDisposable
{
    private const string Access = "/apis/authorization.k8s.io/v1";
    private const string Authentication = "/apis/authentication.k8s.io/v1";
    private static readonly Caller Jane = Caller.User("jane", "devs");
    private readonly ApiFixture _api = new();

    public void Dispose() => _api.Dispose();

    [Theory]
    [InlineData("""{"resourceAttributes":{"verb":"get","resource":"pods","namespace":"default"}}""", false)]
    [InlineData("""{"nonResourceAttributes":{"verb":"get","path":"/healthz"}}""", true)]
    [InlineData("""{"resourceAttributes":{"verb":"create","resource":"selfsubjectreviews","group":"authentication.k8s.io"}}""", true)]
    public async Task SelfSubjectAccessReview_Jane_AsRolesSay(string spec, bool allowed)
    {
        var answer = await _api.SendAsync("POST", $"{Access}/selfsubjectaccessreviews", $$"""{"spec":{{spec}} }""", caller: Jane);

        Assert.Equal((201, allowed), (answer.Code, (bool)answer.Json["status"]!["allowed"]!));
    }

    [Fact]
    public async Task Get_AQuestion_NotAllowed() => Assert.Equal(405, (await _api.SendAsync("GET", $"{Access}/selfsubjectaccessreviews")).Code);

    [Theory]
    [InlineData("{}", "spec.resourceAttributes: Invalid value: null: exactly one of nonResourceAttributes or resourceAttributes must be specified")]
    [InlineData("""{"resourceAttributes":{},"nonResourceAttributes":{}}""", "spec.nonResourceAttributes: Invalid value: {}: cannot be specified in combination with resourceAttributes")]
    public async Task SelfSubjectAccessReview_Faulty_Refused(string spec, string fault)
    {
        var answer = await _api.SendAsync("POST", $"{Access}/selfsubjectaccessreviews", $$"""{"spec":{{spec}} }""", caller: Jane);

        Assert.Equal((422, $"SelfSubjectAccessReview.authorization.k8s.io \"\" is invalid: {fault}"), (answer.Code, answer.Message));
    }

    [Fact]
    public async Task SubjectAccessReview_OnlyForWhoMayAsk()
    {
        const string Question = """{"spec":{"user":"x","groups":["system:masters"],"resourceAttributes":{"verb":"*","resource":"*","group":"*"}}}""";
        var asked = await _api.SendAsync("POST", $"{Access}/subjectaccessreviews", Question);

        Assert.True((bool)asked.Json["status"]!["allowed"]!);
        Assert.Equal(403, (await _api.SendAsync("POST", $"{Access}/subjectaccessreviews", Question, caller: Jane)).Code);
        Assert.Equal(422, (await _api.SendAsync("POST", $"{Access}/namespaces/default/localsubjectaccessreviews", Question)).Code);
    }

    [Fact]
    public async Task SubjectAccessReview_ANode_AsItsOwnRulesSay()
    {
        Assert.True(await IsAllowedAsync("n1"));
        Assert.False(await IsAllowedAsync("n2"));

        async Task<bool> IsAllowedAsync(string node) => (bool)(await _api.SendAsync(
            "POST",
            $"{Access}/subjectaccessreviews",
            $$$"""{"spec":{"user":"system:node:n1","groups":["system:nodes"],"resourceAttributes":{"verb":"get","resource":"nodes","name":"{{{node}}}"} } }""")).Json["status"]!["allowed"]!;
    }

    [Fact]
    public async Task SelfSubjectRulesReview_Jane_TheStandardRoles()
    {
        var answer = await _api.SendAsync("POST", $"{Access}/selfsubjectrulesreviews", """{"spec":{"namespace":"default"}}""", caller: Jane);

        Assert.Equal(2, answer.Json["status"]!["resourceRules"]!.AsArray().Count);
        Assert.Equal(2, answer.Json["status"]!["nonResourceRules"]!.AsArray().Count);
        Assert.Equal(400, (await _api.SendAsync("POST", $"{Access}/selfsubjectrulesreviews", "{}", caller: Jane)).Code);
    }

    [Fact]
    public async Task SelfSubjectReview_SaysWhoAsks()
    {
        var answer = await _api.SendAsync("POST", $"{Authentication}/selfsubjectreviews", "{}", caller: Jane);

        Assert.Equal("jane", (string)answer.Json["status"]!["userInfo"]!["username"]!);
        Assert.Equal("""["devs","system:authenticated"]""", answer.Json["status"]!["userInfo"]!["groups"]!.ToJsonString());
        Assert.Equal(403, (await _api.SendAsync("POST", $"{Authentication}/selfsubjectreviews", "{}", caller: Caller.Anonymous)).Code);
    }

    [Fact]
    public async Task TokenReview_NobodysToken_SaysSo()
    {
        var answer = await _api.SendAsync("POST", $"{Authentication}/tokenreviews", """{"spec":{"token":"a.b.c"}}""");

        Assert.Null(answer.Json["status"]!["authenticated"]);
        Assert.Equal("invalid bearer token", (string)answer.Json["status"]!["error"]!);
    }
}
