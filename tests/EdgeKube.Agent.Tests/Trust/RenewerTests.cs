using System.Security.Cryptography;
using EdgeKube.Agent.Link;
using EdgeKube.Agent.Nodes;
using EdgeKube.Agent.Trust;
using EdgeKube.Link;
using EdgeKube.Link.Sync;
using EdgeKube.Link.Trust;
using EdgeKube.Mqtt;
using EdgeKube.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeKube.Agent.Tests.Trust;

public sealed class RenewerTests : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);
    private readonly DateTimeOffset _start = TimeProvider.System.GetUtcNow().AddSeconds(-1);
    private readonly TestAuthority _authority;
    private readonly EmptyData _data = new();

    public RenewerTests() => _authority = new TestAuthority(_start);

    public void Dispose()
    {
        _authority.Dispose();
        _data.Dispose();
    }

    [Fact]
    public async Task TwoThirdsOver_RenewsAndConnectsAnewWithTheNewOne()
    {
        await using var door = new ControllerDoor(_authority) { Life = TimeSpan.FromSeconds(1) };
        var first = Join(door);
        door.Life = TimeSpan.FromDays(1);
        var give = door.Answer;
        var given = 0;
        door.Answer = certificate =>
        {
            given++;
            return give(certificate);
        };

        await RunAsync(door, () => door.Connections.Distinct().Count() == 2);

        var renewed = new IdentityStore(_data.Path).Load()!;
        Assert.Equal(1, given);
        Assert.Equal([first, renewed.Certificate.SerialNumber], door.Connections.Distinct());
        Assert.Equal(TimeSpan.FromDays(1), renewed.NotAfter - renewed.NotBefore);
    }

    [Fact]
    public async Task RenewOnlySession_RenewsThoughTheClockSeesNoReason()
    {
        await using var door = new ControllerDoor(_authority);
        var first = Join(door);
        door.IsRenewOnly = serial => serial == first;

        await RunAsync(door, () => door.Connections.Distinct().Count() == 2);

        Assert.NotEqual(first, new IdentityStore(_data.Path).Load()!.Certificate.SerialNumber);
    }

    [Fact]
    public async Task RefusedAndThenGiven_IsAskedForAgain()
    {
        await using var door = new ControllerDoor(_authority) { Life = TimeSpan.FromSeconds(1) };
        Join(door);
        door.Life = TimeSpan.FromDays(1);
        var give = door.Answer;
        var refusals = 0;
        door.Answer = certificate => ++refusals == 1 ? (503, "busy"u8.ToArray()) : give(certificate);

        await RunAsync(door, () => door.Connections.Distinct().Count() == 2);

        Assert.True(refusals >= 2);
    }

    private string Join(ControllerDoor door)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var store = new IdentityStore(_data.Path);
        store.SaveJoined(key, door.Give("n1", key), new Uri(door.Url));
        return store.Load()!.Certificate.SerialNumber;
    }

    private async Task RunAsync(ControllerDoor door, Func<bool> until)
    {
        var time = TimeProvider.System;
        var store = new IdentityStore(_data.Path);
        var clock = new AgentClock(time, () => true, new TimeFloor(store.Directory, time));
        clock.Floor.Raise(time.GetUtcNow());
        var trust = new NodeTrust(store.Load()!, store, clock, () => { }, NullLogger.Instance);
        var identity = Identity.Node("n1");
        var requests = new ApiRequests(identity, time);
        var renewer = new Renewer(trust, requests, clock, time, NullLogger.Instance);
        var session = new NodeSession(trust, renewer, clock, () => { }, _ => { });
        var nodeLink = new NodeLink(new NodeIdentity("n1", "boot"), ReplicaState.Empty);
        using var link = new AgentLink(nodeLink, identity, new IdleReceiver(), session, requests, time, NullLogger<AgentLink>.Instance);
        await using var client = new MqttClient(
            new MqttClientOptions
            {
                Servers = [new MqttServerAddress(door.EndPoint.Address.ToString(), door.EndPoint.Port)],
                Tls = trust.Tls.Options,
                ClientId = identity.ToString(),
                SessionExpiry = TimeSpan.Zero,
            },
            link);
        using var ending = new CancellationTokenSource();
        Task[] loops = [link.RunAsync(ending.Token), renewer.RunAsync(client, ending.Token)];
        client.Start();
        await Eventually.True(until, Limit);
        await ending.CancelAsync();
        await Task.WhenAll(loops).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
    }

    private sealed class IdleReceiver : ILinkReceiver
    {
        public ValueTask ApplyAsync(LinkEffect.Apply apply, CancellationToken cancellationToken) => ValueTask.CompletedTask;

        public void OnRemoved(string detail)
        {
        }

        public void OnStream(LinkEffect effect)
        {
        }
    }
}
