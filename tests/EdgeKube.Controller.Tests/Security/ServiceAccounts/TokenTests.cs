using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using EdgeKube.Api;
using EdgeKube.Controller.Api;
using EdgeKube.Controller.Security;
using EdgeKube.Controller.Security.ServiceAccounts;
using EdgeKube.Controller.Tests.Api;

namespace EdgeKube.Controller.Tests.Security.ServiceAccounts;

/// <summary>Tokens of ServiceAccounts, asked for and shown.</summary>
public sealed class TokenTests : IDisposable
{
    private const string Accounts = "/api/v1/namespaces/default/serviceaccounts";
    private readonly ApiFixture _api = new();

    public void Dispose() => _api.Dispose();

    [Fact]
    public async Task Request_Default_CountsForTheAccount()
    {
        await CreateAccountAsync();
        var answer = await _api.SendAsync("POST", Accounts + "/robot/token", "{}");
        Assert.True(answer.Code == 201, answer.Text);

        var verdict = _api.Tokens.Check(TokenOf(answer), []);
        Assert.Equal("system:serviceaccount:default:robot", verdict.Caller!.Name);
        Assert.Equal(["system:serviceaccounts", "system:serviceaccounts:default", "system:authenticated"], verdict.Caller.Groups);
        Assert.Equal(3600, (int)answer.Json["spec"]!["expirationSeconds"]!);
        Assert.Equal("TokenRequest", (string)answer.Json["kind"]!);
        Assert.NotNull((string?)answer.Json["status"]!["expirationTimestamp"]);
    }

    [Fact]
    public async Task Request_OtherAudience_CountsThereOnly()
    {
        await CreateAccountAsync();
        var token = TokenOf(await _api.SendAsync("POST", Accounts + "/robot/token", """{"spec":{"audiences":["vault"]}}"""));

        Assert.Null(_api.Tokens.Check(token, []).Caller);
        Assert.Equal(["vault"], _api.Tokens.Check(token, ["vault", "x"]).Audiences);
    }

    [Fact]
    public async Task Request_BoundToAPod_CountsAsLongAsThePodIsThere()
    {
        await CreateAccountAsync();
        await _api.CreateAsync("/api/v1/namespaces/default/pods", """{"metadata":{"name":"p"},"spec":{"serviceAccountName":"robot","containers":[{"name":"a","image":"i"}]}}""");
        const string Bound = """{"spec":{"boundObjectRef":{"apiVersion":"v1","kind":"Pod","name":"p"}}}""";
        var token = TokenOf(await _api.SendAsync("POST", Accounts + "/robot/token", Bound));

        Assert.Equal(["p"], _api.Tokens.Check(token, []).Caller!.Extra!["authentication.kubernetes.io/pod-name"]);
        await _api.SendAsync("DELETE", "/api/v1/namespaces/default/pods/p");
        Assert.Null(_api.Tokens.Check(token, []).Caller);
        Assert.Equal(404, (await _api.SendAsync("POST", Accounts + "/robot/token", Bound)).Code);
    }

    [Fact]
    public async Task Check_AccountMadeAnew_IsSomebodyElse()
    {
        await CreateAccountAsync();
        var token = TokenOf(await _api.SendAsync("POST", Accounts + "/robot/token", "{}"));
        await _api.SendAsync("DELETE", Accounts + "/robot");
        await CreateAccountAsync();

        Assert.Null(_api.Tokens.Check(token, []).Caller);
    }

    [Fact]
    public async Task Check_Expired_IsNobody()
    {
        await CreateAccountAsync();
        var now = TimeProvider.System.GetUtcNow();
        var tokens = new ServiceAccountTokens(new ObjectReader(_api.Store), [TokenKey.New()], () => now);
        var (token, expires) = tokens.Issue(_api.Resources.Find<ServiceAccount>("default", "robot")!, [TokenText.Issuer], TimeSpan.FromMinutes(10), null);

        Assert.NotNull(tokens.Check(token, []).Caller);
        now = expires;
        Assert.Null(tokens.Check(token, []).Caller);
    }

    [Theory]
    [InlineData("""{"spec":{"expirationSeconds":599}}""", 422, "spec.expirationSeconds: Invalid value: 599: may not specify a duration less than 10 minutes")]
    [InlineData("""{"spec":{"boundObjectRef":{"apiVersion":"v1","kind":"ConfigMap","name":"p"}}}""", 400, "cannot bind token to object of type v1, Kind=ConfigMap")]
    public async Task Request_Faulty_Refused(string body, int code, string message)
    {
        await CreateAccountAsync();
        var answer = await _api.SendAsync("POST", Accounts + "/robot/token", body);

        Assert.Equal(code, answer.Code);
        Assert.EndsWith(message, answer.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Request_WithoutRight_Refused() => Assert.Equal(
        "serviceaccounts \"robot\" is forbidden: User \"jane\" cannot create resource \"serviceaccounts/token\" in API group \"\" in the namespace \"default\"",
        (await _api.SendAsync("POST", Accounts + "/robot/token", "{}", caller: Caller.User("jane"))).Message);

    // What anyone who trusts the controller's keys would do.
    [Fact]
    public async Task Keys_Published_VerifyTokens()
    {
        await CreateAccountAsync();
        var token = TokenOf(await _api.SendAsync("POST", Accounts + "/robot/token", "{}")).Split('.');
        var configuration = await _api.SendAsync("GET", "/.well-known/openid-configuration", caller: Caller.User("x", "system:serviceaccounts"));
        var key = (await _api.SendAsync("GET", "/openid/v1/jwks")).Json["keys"]![0]!;
        using var verifier = ECDsa.Create(new ECParameters
        {
            Curve = ECCurve.NamedCurves.nistP256,
            Q = new ECPoint { X = Base64Url.DecodeFromChars((string)key["x"]!), Y = Base64Url.DecodeFromChars((string)key["y"]!) },
        });

        Assert.EndsWith("/openid/v1/jwks", (string)configuration.Json["jwks_uri"]!, StringComparison.Ordinal);
        Assert.True(verifier.VerifyData(Encoding.ASCII.GetBytes($"{token[0]}.{token[1]}"), Base64Url.DecodeFromChars(token[2]), HashAlgorithmName.SHA256));
    }

    private Task CreateAccountAsync() => _api.CreateAsync(Accounts, """{"metadata":{"name":"robot"}}""");

    private static string TokenOf(ApiAnswer answer) => (string)answer.Json["status"]!["token"]!;
}
