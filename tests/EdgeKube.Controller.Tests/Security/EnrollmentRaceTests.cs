using System.Security.Cryptography.X509Certificates;
using EdgeKube.Controller.Security.Identities;
using EdgeKube.Link;
using EdgeKube.Link.Trust;
using EdgeKube.Testing;

namespace EdgeKube.Controller.Tests.Security;

/// <summary>Tokens, names and certificates that several ask for at once, or that are taken away at that moment.</summary>
public sealed class EnrollmentRaceTests(TrustFixture door) : IClassFixture<TrustFixture>
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task Token_UsedByManyAtOnce_IsUsedOnce()
    {
        await using var admin = await door.AdministratorAsync();
        var token = await admin.CreateTokenAsync("""{"uses":3}""");
        var codes = await Task.WhenAll(Enumerable.Range(0, 8).Select(async i =>
        {
            using var key = TrustFixture.NewKey();
            return (await door.EnrollAsync(token, key, "node", $"many-{i}")).Code;
        }));

        Assert.Equal(3, codes.Count(code => code == 201));
        Assert.Equal(5, codes.Count(code => code == 403));
    }

    [Fact]
    public async Task Join_ManyDevicesWithOneName_OneOfThemGetsIt()
    {
        await using var admin = await door.AdministratorAsync();
        var token = await admin.CreateTokenAsync("""{"uses":8}""");
        var codes = await Task.WhenAll(Enumerable.Range(0, 8).Select(async _ =>
        {
            using var key = TrustFixture.NewKey();
            return (await door.EnrollAsync(token, key, "node", "contested")).Code;
        }));

        Assert.Equal(1, codes.Count(code => code == 201));
        Assert.Equal(7, codes.Count(code => code == 409));
        Assert.Single(door.Host.Trust.Identities.Find(Identity.Node("contested"))!.Keys);
    }

    [Fact]
    public async Task Token_DeletedWhileItIsUsed_GivesNothingThatIsNotOnRecordAndNothingAfterwards()
    {
        await using var admin = await door.AdministratorAsync();
        var token = await admin.CreateTokenAsync("""{"uses":20}""");
        var devices = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => door.ConnectAsync(Credentials.Of(token))));
        var asked = devices.Select(async (device, i) =>
        {
            using var key = TrustFixture.NewKey();
            var answer = await device.AskCertificateAsync(key, "node", $"race-{i}");
            return (answer.Code, IsOnRecord: door.Host.Trust.Identities.Find(Identity.Node($"race-{i}")) is not null);
        }).ToArray();
        Assert.Equal(200, (await admin.AskAsync("DELETE", $"{TrustPaths.Tokens}/{token.Id}")).Code);
        using var late = TrustFixture.NewKey();

        Assert.All(await Task.WhenAll(asked), one => Assert.True((one.Code, one.IsOnRecord) is (201, true) or (403, false), one.ToString()));
        Assert.Equal(403, (await devices[0].AskCertificateAsync(late, "node", "race-late")).Code);
        foreach (var device in devices)
        {
            await device.DisposeAsync();
        }
    }

    [Fact]
    public async Task Renewal_RacesARevocation_LeavesNothingThatCounts()
    {
        await using var admin = await door.AdministratorAsync();
        for (var i = 0; i < 5; i++)
        {
            using var key = TrustFixture.NewKey();
            using var next = TrustFixture.NewKey();
            var identity = Identity.Node($"raced-{i}");
            var (_, issued) = await door.EnrollAsync(await admin.CreateTokenAsync(), key, "node", identity.Name);
            await using var node = await door.ConnectAsync(Credentials.Of(identity, (string)issued["certificate"]!, key));
            var asked = node.Request("POST", TrustPaths.Certificates, $$"""{"request":"{{TrustClient.SigningRequest(next)}}"}""");
            var renewals = Enumerable.Range(0, 3).Select(_ => node.Client.PublishAsync(asked, CancellationToken.None)).ToArray();
            Assert.Equal(200, (await admin.AskAsync("POST", $"{TrustPaths.Nodes}/{identity.Name}/revoke")).Code);
            await Eventually.True(() => node.HasBeenDisconnected, Limit);

            // Whatever it was given meanwhile, by whichever of its words.
            Assert.NotEmpty(renewals);
            using var made = door.Host.Trust.Authority.Issue(identity, [], P256Key.Of(next));
            Assert.False(await door.IsShakenAsync(made.CopyWithPrivateKey(next)));
            Assert.Equal(IdentityState.Revoked, door.Host.Trust.Identities.Find(identity)!.State);
        }
    }
}
