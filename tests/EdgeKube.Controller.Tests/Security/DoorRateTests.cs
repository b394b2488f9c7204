using System.Diagnostics;
using System.Net;
using System.Security.Cryptography;
using EdgeKube.Link;
using EdgeKube.Link.Trust;
using EdgeKube.Mqtt;
using Xunit.Abstractions;

namespace EdgeKube.Controller.Tests.Security;

/// <summary>How fast somebody may try. Each test has a door of its own, as it uses up what loopback may do.</summary>
public sealed class DoorRateTests(ITestOutputHelper output) : IAsyncLifetime
{
    private const int PerSecond = 500;
    private readonly TrustFixture _controller = new();

    public Task InitializeAsync() => _controller.InitializeAsync();

    public Task DisposeAsync() => _controller.DisposeAsync();

    [Fact]
    public async Task Token_GuessedTenTimes_NotEvenTheRightOneIsTakenFromThere_AndEverybodyElseIsServed()
    {
        await using var admin = await _controller.AdministratorAsync();
        var token = await admin.CreateTokenAsync("""{"uses":3}""");
        await using (await _controller.ConnectAsync(Credentials.Of(token)))
        {
            // It is good.
        }

        for (var guess = 0; guess < 10; guess++)
        {
            await RefusedAsync(new Credentials(token.Identity, null, EnrollmentToken.New(token.Authority)));
        }

        await RefusedAsync(Credentials.Of(token));
        var elsewhere = _controller.Host.Trust.Tokens.Check(token.Identity.ToString(), token.Secret, IPAddress.Parse("192.0.2.1"));
        Assert.Equal(token.Identity, elsewhere.Principal?.Identity);
        Assert.Equal("too many tokens that are no good", _controller.Host.Trust.Tokens.Check(token.Identity.ToString(), token.Secret, IPAddress.Loopback).Reason);
        Assert.Equal(200, (await admin.AskAsync("GET", "/api/v1/nodes")).Code);
        await using var second = await _controller.AdministratorAsync();
        Assert.True(second.Client.IsConnected);
    }

    [Fact]
    public async Task Node_ThatSendsWithoutEnd_IsReadAtItsRate_AndOthersAreAnswered()
    {
        const int Senders = 16;
        const int Count = 4 * PerSecond;
        await using var admin = await _controller.AdministratorAsync();
        await using var node = await EnrollAsync(admin, "n1");
        var began = Stopwatch.GetTimestamp();
        var flood = Task.WhenAll(Enumerable.Range(0, Senders).Select(_ => SendAsync(node, Count / Senders)));
        var answered = 0;
        while (!flood.IsCompleted)
        {
            Assert.Equal(200, (await admin.AskAsync("GET", "/api/v1/nodes")).Code);
            answered++;
        }

        await flood;
        var elapsed = Stopwatch.GetElapsedTime(began).TotalSeconds;
        output.WriteLine($"figure: node at its packet rate: {Count} packets in {elapsed:F1} s (limit {PerSecond} a second), {answered} requests of another answered meanwhile");

        // Two seconds' worth may come at once, and then no more than the rate.
        Assert.True(Count <= (2 * PerSecond) + (PerSecond * elapsed), $"{Count} in {elapsed} s");
        Assert.True(answered > 1, $"{answered}");
        Assert.Equal(Count, _controller.Host.Trust.Refusals.CountOf("publish"));
        Assert.False(node.HasBeenDisconnected);
    }

    private static async Task SendAsync(TrustClient node, int count)
    {
        for (var i = 0; i < count; i++)
        {
            var message = new MqttMessage("edgekube/v1/node:n2/up", new byte[16]) { Qos = MqttQos.AtLeastOnce };
            var refused = await Assert.ThrowsAsync<MqttReasonException>(() => node.Client.PublishAsync(message, CancellationToken.None));
            Assert.Equal(MqttReasonCode.NotAuthorized, refused.Reason);
        }
    }

    private async Task<TrustClient> EnrollAsync(TrustClient admin, string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        await using var device = await _controller.ConnectAsync(Credentials.Of(await admin.CreateTokenAsync()));
        var (code, body) = await device.AskCertificateAsync(key, "node", name);
        Assert.True(code == 201, body.ToJsonString());
        return await _controller.ConnectAsync(Credentials.Of(Identity.Node(name), (string)body["certificate"]!, key));
    }

    private async Task RefusedAsync(Credentials credentials)
    {
        var refused = await Assert.ThrowsAsync<MqttReasonException>(() => _controller.ConnectAsync(credentials));
        Assert.Equal(MqttReasonCode.BadUserNameOrPassword, refused.Reason);
    }
}
