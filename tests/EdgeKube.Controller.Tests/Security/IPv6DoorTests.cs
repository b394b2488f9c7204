using System.Net;
using EdgeKube.Controller.Security.Enrollment;

namespace EdgeKube.Controller.Tests.Security;

public sealed class IPv6DoorTests : IAsyncLifetime
{
    private readonly TrustFixture _door = new() { Options = new() { Listen = [new IPEndPoint(IPAddress.IPv6Any, 0)] } };

    public Task InitializeAsync() => _door.InitializeAsync();

    public Task DisposeAsync() => _door.DisposeAsync();

    [Theory]
    [InlineData("::1")]
    [InlineData("127.0.0.1")]
    public async Task Listen_Anywhere_IsReachedByBothFamiliesAndNamedInTheCertificate(string address)
    {
        var (exit, output) = await TrustFixture.RunAsync(
            "openssl", "s_client", "-connect", $"{new IPEndPoint(IPAddress.Parse(address), _door.Port)}", "-CAfile", _door.AuthorityFile, "-verify_return_error", "-verify_ip", address);

        Assert.True(exit == 0, output);
        Assert.Contains("Verify return code: 0 (ok)", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Token_OfADoorOfBothFamilies_NamesAnAddress()
    {
        await using var admin = await _door.AdministratorAsync();
        var (_, answer) = await admin.AskAsync("POST", Link.Trust.TrustPaths.Tokens, "{}");

        Assert.Matches($@"^edgekube-agent join mqtts://\S+:{_door.Port} --token ek1\.", (string)answer["command"]!);
    }

    [Theory]
    [InlineData("[::]:8883", "mqtts://192.0.2.1:8883 mqtts://[2001:db8::1]:8883 mqtts://box:8883")]
    [InlineData("0.0.0.0:8883", "mqtts://192.0.2.1:8883 mqtts://box:8883")]
    [InlineData("[2001:db8::7]:8883", "mqtts://[2001:db8::7]:8883")]
    public void Build_Doors_AreAdvertisedByTheFamiliesTheyHear(string door, string expected) =>
        Assert.Equal(expected, string.Join(' ', AdvertisedAddresses.Build([IPEndPoint.Parse(door)], "box", [IPAddress.Parse("192.0.2.1"), IPAddress.Parse("2001:db8::1")])));
}
