using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using EdgeKube.Agent.Configuration;
using EdgeKube.Agent.Removal;
using EdgeKube.Agent.Trust;
using EdgeKube.Link.Trust;
using EdgeKube.Testing;

namespace EdgeKube.Agent.Tests.Trust;

public sealed class JoinCommandTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 5, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly TestAuthority _authority = new(Start);
    private readonly EmptyData _data = new();
    private readonly StringWriter _errors = new() { NewLine = "\n" };
    private readonly StringWriter _output = new() { NewLine = "\n" };

    public void Dispose()
    {
        _authority.Dispose();
        _data.Dispose();
    }

    [Fact]
    public async Task Join_GoodToken_KeepsAnIdentityThatOnlyItsOwnerCanRead()
    {
        await using var door = new ControllerDoor(_authority) { Time = Start.AddDays(1) };

        Assert.Equal(0, await JoinAsync(door, door.Token.Format()));

        var store = new IdentityStore(_data.Path);
        var identity = store.Load()!;
        Assert.Equal("n1", identity.Node);
        Assert.Equal([door.Url + "/"], identity.Controllers.Select(c => c.ToString()));
        Assert.Equal(P256Key.Of(_authority.Key), identity.Bundle.Anchors.Single().PublicKey);
        Assert.Equal("This device is node \"n1\" now; its agent connects to " + door.Url + " by itself.\n", _output.ToString());
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(store.Directory));
        Assert.All(Directory.GetFiles(store.Directory), file => Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file)));
        Assert.StartsWith("2026-05-02T00:00:", await File.ReadAllTextAsync(Path.Combine(store.Directory, "floor")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Join_GoodToken_TellsThePublicKeyAndNotThePrivateOne()
    {
        await using var door = new ControllerDoor(_authority) { Time = Start.AddDays(1) };

        Assert.Equal(0, await JoinAsync(door, door.Token.Format()));

        using var key = ECDsa.Create();
        key.ImportFromPem(await File.ReadAllTextAsync(Path.Combine(new IdentityStore(_data.Path).Directory, "key.pem")));
        var parameters = key.ExportParameters(includePrivateParameters: true);
        var asked = JsonSerializer.Deserialize(door.Published.Single(), TrustJsonContext.Default.CertificateRequest)!;
        var request = Convert.FromBase64String(asked.Request!);
        Assert.True(request.AsSpan().IndexOf(parameters.Q.X) >= 0);
        Assert.True(request.AsSpan().IndexOf(parameters.D) < 0);
        Assert.DoesNotContain(Convert.ToBase64String(parameters.D!)[..16], Encoding.UTF8.GetString(door.Published.Single()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Join_UnderAnAuthorityThatIsNew_KeepsTheKeyAndTheRunningAgentNotices()
    {
        using var other = new TestAuthority(Start.AddDays(2));
        var store = new IdentityStore(_data.Path);
        await using (var door = new ControllerDoor(_authority) { Time = Start.AddDays(1) })
        {
            Assert.Equal(0, await JoinAsync(door, door.Token.Format()));
        }

        var (key, stamp) = (await File.ReadAllTextAsync(Path.Combine(store.Directory, "key.pem")), store.Stamp());
        await using var after = new ControllerDoor(other) { Time = Start.AddDays(3) };
        Assert.Equal(0, await JoinAsync(after, after.Token.Format()));

        Assert.Equal(key, await File.ReadAllTextAsync(Path.Combine(store.Directory, "key.pem")));
        Assert.NotEqual(stamp, store.Stamp());
        Assert.Equal(P256Key.Of(other.Key), store.Load()!.Bundle.Anchors.Single().PublicKey);
    }

    [Fact]
    public async Task Join_OtherController_IsToldNoSecret()
    {
        using var other = new TestAuthority(Start);
        await using var door = new ControllerDoor(other);
        var token = EnrollmentToken.New(P256Key.Of(_authority.Key)).Format();

        Assert.Equal(1, await JoinAsync(door, token));

        Assert.StartsWith($"error: controller {door.Url}: is not the one that made this token (no trusted authority has signed it); nothing was told to it.", _errors.ToString());
        Assert.Empty(door.Secrets);
        Assert.Null(new IdentityStore(_data.Path).Load());
    }

    [Fact]
    public async Task Join_TokenUsedUp_SaysHowToGetAnother()
    {
        await using var door = new ControllerDoor(_authority);

        Assert.Equal(1, await JoinAsync(door, EnrollmentToken.New(P256Key.Of(_authority.Key)).Format()));

        Assert.Equal(
            "error: token: was not accepted (no enrolment token that is good); it may be mistyped, expired or used up: make another with edgectl token create\n",
            _errors.ToString());
    }

    [Fact]
    public async Task Join_NameTaken_PassesOnWhatToDo()
    {
        await using var door = new ControllerDoor(_authority)
        {
            Answer = _ => (409, """{"kind":"Status","status":"Failure","message":"is taken; edgectl node replace n1 hands it over","reason":"AlreadyExists","code":409}"""u8.ToArray()),
        };

        Assert.Equal(1, await JoinAsync(door, door.Token.Format()));

        Assert.Equal("error: node \"n1\": is taken; edgectl node replace n1 hands it over\n", _errors.ToString());
    }

    [Fact]
    public async Task Join_CertificateOfAnother_IsNotKept()
    {
        await using var door = new ControllerDoor(_authority);
        using var key = System.Security.Cryptography.ECDsa.Create(System.Security.Cryptography.ECCurve.NamedCurves.nistP256);
        foreach (var (wrong, why) in new[]
        {
            (door.Give("n1", key), "is for another key"),
            (door.Give("n1", key) with { CaBundle = ["nonsense"] }, "no certificate in PEM"),
            (door.Give("n1", key) with { Certificate = _authority.Pem }, "is not genuine"),
        })
        {
            door.Answer = _ => (201, JsonSerializer.SerializeToUtf8Bytes(wrong, TrustJsonContext.Default.CertificateResponse));
            _errors.GetStringBuilder().Clear();

            Assert.Equal(1, await JoinAsync(door, door.Token.Format()));

            Assert.Contains(why, _errors.ToString(), StringComparison.Ordinal);
            Assert.Null(new IdentityStore(_data.Path).Load());
        }
    }

    [Fact]
    public async Task Join_Joined_SaysWhatToDo_UnlessTheAuthorityIsAnother()
    {
        await using var door = new ControllerDoor(_authority);
        Assert.Equal(0, await JoinAsync(door, door.Token.Format()));

        Assert.Equal(1, await JoinAsync(door, door.Token.Format()));
        Assert.Equal(1, await JoinAsync(door, door.Token.Format(), name: "n2"));
        Assert.Equal(0, await JoinAsync(door, door.Token.Format(), rejoin: true));
        using var renewed = new TestAuthority(Start);
        await using var after = new ControllerDoor(renewed);
        Assert.Equal(0, await JoinAsync(after, after.Token.Format()));

        Assert.Equal(
            """
            error: this device is node "n1" of this cluster already; edgekube-agent leave ends that, or repeat with --rejoin to get a new certificate and keep its pods
            error: this device is node "n1" already; edgekube-agent leave ends that, then it can join as "n2"

            """,
            _errors.ToString());
        Assert.Equal(P256Key.Of(renewed.Key), new IdentityStore(_data.Path).Load()!.Bundle.Anchors[0].PublicKey);
    }

    [Fact]
    public async Task Join_NobodyThere_SaysSo()
    {
        var door = new ControllerDoor(_authority);
        await door.DisposeAsync();

        Assert.Equal(1, await JoinAsync(door, door.Token.Format()));

        Assert.EndsWith("the connection was refused; check that the controller runs there and that the port is right\n", _errors.ToString());
    }

    [Theory]
    [InlineData("mqtt://127.0.0.1:1", "error: \"mqtt://127.0.0.1:1\": must be of the form mqtts://HOST:PORT\n")]
    [InlineData("mqtts://127.0.0.1:1", "error: token: is none; copy the whole line that edgectl token create printed\n")]
    public async Task Join_BadWords_AreNamed(string controller, string error)
    {
        Assert.Equal(1, await JoinAsync(new CommandLine { Verb = AgentVerb.Join, Controller = controller, Token = "ek1.short" }));

        Assert.Equal(error, _errors.ToString());
    }

    [Fact]
    public async Task Join_AfterLeaving_TakesTheMarkAway()
    {
        await using var door = new ControllerDoor(_authority);
        new RemovalMark(RemovalState.Left, "test").Save(_data.Path);

        Assert.Equal(0, await JoinAsync(door, door.Token.Format()));

        Assert.Null(RemovalMark.Find(_data.Path));
    }

    private Task<int> JoinAsync(ControllerDoor door, string token, string? name = null, bool rejoin = false) =>
        JoinAsync(new CommandLine { Verb = AgentVerb.Join, Controller = door.Url, Token = token, NodeName = name, Rejoin = rejoin });

    private Task<int> JoinAsync(CommandLine command) =>
        new JoinCommand(new AgentOptions { NodeName = "n1", DataDir = _data.Path }, TimeProvider.System, _output, _errors).RunAsync(command, CancellationToken.None);
}
