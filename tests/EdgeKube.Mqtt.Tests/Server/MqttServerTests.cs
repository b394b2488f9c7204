using EdgeKube.Mqtt.Tests.Peers;
using EdgeKube.Testing;

namespace EdgeKube.Mqtt.Tests.Server;

public sealed class MqttServerTests
{
    [Fact]
    public async Task Request_OwnClient_IsAnsweredWithItsCorrelationData()
    {
        await using var server = new TestServer();
        var handler = new RecordingClientHandler();
        await using var client = server.NewClient(handler, o => o with { ClientId = "c1" });
        await client.ConnectAsync(Clients.Token());
        var reasons = await client.SubscribeAsync([new MqttSubscription("c1/answers")], Clients.Token());
        Assert.Equal([MqttReasonCode.GrantedQoS1], reasons);

        await client.PublishAsync(
            Clients.Message("c1/request", "hello") with
            {
                ResponseTopic = "c1/answers",
                CorrelationData = new byte[] { 1, 2, 3 },
                ContentType = "text/plain",
                UserProperties = [new MqttUserProperty("method", "GET"), new MqttUserProperty("method", "POST")],
            },
            Clients.Token());

        await Eventually.True(() => !handler.Messages.IsEmpty, Clients.Limit);
        Assert.True(handler.Messages.TryDequeue(out var answer));
        Assert.Equal([1, 2, 3], answer.CorrelationData!.Value.ToArray());
        Assert.Equal("text/plain", answer.ContentType);
        Assert.Equal(["GET", "POST"], answer.UserProperties.Select(p => p.Value));
        Assert.Equal("c1/answers", answer.Topic);
    }

    [Fact]
    public async Task Publish_ManyMessages_ArriveInOrderBothWays()
    {
        await using var server = new TestServer();
        var handler = new RecordingClientHandler();
        await using var client = server.NewClient(handler, o => o with { ClientId = "c1", ReceiveMaximum = 7 });
        await client.ConnectAsync(Clients.Token());
        await Task.WhenAll(Enumerable.Range(0, 500).Select(i => client.PublishAsync(Clients.Message("up", $"{i}"), Clients.Token())));
        var session = server.Server.FindSession("c1")!;
        await Task.WhenAll(Enumerable.Range(0, 500).Select(i => session.PublishAsync(Clients.Message($"down/{i % 20}", $"{i}"), Clients.Token())));

        Assert.Equal(Enumerable.Range(0, 500).Select(i => $"{i}"), server.Handler.Messages.Select(m => System.Text.Encoding.UTF8.GetString(m.Payload.Span)));
        Assert.Equal(Enumerable.Range(0, 500).Select(i => $"{i}"), handler.Payloads);
        Assert.Equal(Enumerable.Range(0, 500).Select(i => $"down/{i % 20}"), handler.Messages.Select(m => m.Topic));
    }

    [Fact]
    public async Task Connect_SameClientId_TakesTheSessionOver()
    {
        await using var server = new TestServer();
        var first = new RecordingClientHandler();
        await using var one = server.NewClient(first, o => o with { ClientId = "c1", CleanStart = false, Backoff = new ReconnectBackoff(Clients.Limit, Clients.Limit) });
        await one.ConnectAsync(Clients.Token());
        await one.SubscribeAsync([new MqttSubscription("t")], Clients.Token());
        await using var two = server.NewClient(new RecordingClientHandler(), o => o with { ClientId = "c1", CleanStart = false });
        var connected = await two.ConnectAsync(Clients.Token());

        Assert.True(connected.SessionPresent);
        await Eventually.True(() => first.Disconnections.Any(d => d.Reason == MqttReasonCode.SessionTakenOver), Clients.Limit);
        await Eventually.True(() => server.Handler.Events.Count == 4, Clients.Limit);
        Assert.Equal(["connected c1 new", "subscribed c1 t", "disconnected c1 SessionTakenOver", "connected c1 resumed"], server.Handler.Events);
    }

    [Fact]
    public async Task Connect_OtherIdentitySameClientId_IsRefused()
    {
        await using var server = new TestServer();
        await using var one = server.NewClient(new RecordingClientHandler(), o => o with { ClientId = "c1", Username = "alice" });
        await one.ConnectAsync(Clients.Token());
        await using var two = server.NewClient(new RecordingClientHandler(), o => o with { ClientId = "c1", Username = "mallory" });
        var refused = await Assert.ThrowsAsync<MqttReasonException>(() => two.ConnectAsync(Clients.Token()));
        Assert.Equal(MqttReasonCode.ClientIdentifierNotValid, refused.Reason);
        Assert.True(one.IsConnected);
    }

    [Fact]
    public async Task Connect_UnderManyNames_KeepsOnlySoManySessionsAndNobodyElsesEnds()
    {
        await using var server = new TestServer();
        server.Handler.Limits = new MqttClientLimits { MaxKeptSessions = 2 };
        foreach (var (user, name) in new[] { ("other", "x"), ("one", "a"), ("one", "b"), ("one", "c"), ("one", "d") })
        {
            await using var client = server.NewClient(new RecordingClientHandler(), o => o with { ClientId = name, Username = user, SessionExpiry = TimeSpan.FromMinutes(5) });
            await client.ConnectAsync(Clients.Token());
            await client.StopAsync(Clients.Token());
            await Eventually.True(() => server.Server.FindSession(name) is not { IsConnected: true }, Clients.Limit);
        }

        Assert.NotNull(server.Server.FindSession("x"));
        Assert.NotNull(server.Server.FindSession("d"));
        Assert.Equal(3, server.Server.Sessions.Count);
    }

    [Fact]
    public async Task Will_ConnectionLost_IsPublishedBeforeTheDisconnect()
    {
        await using var server = new TestServer();
        await using var relay = new Relay(server.Port);
        var client = Clients.New(relay.Port, new RecordingClientHandler(), o => o with { ClientId = "c1", Will = new MqttWill(Clients.Message("will", "gone")) });
        await client.ConnectAsync(Clients.Token());
        relay.Refuse = true;
        relay.Cut();
        await Eventually.True(() => server.Handler.Events.Any(e => e.StartsWith("disconnected", StringComparison.Ordinal)), Clients.Limit);
        Assert.Equal(["will"], server.Handler.Messages.Select(m => m.Topic));
        await client.DisposeAsync();
    }

    [Theory]
    [InlineData(false, 0)]
    [InlineData(true, 1)]
    public async Task Will_DelayedAndClientReturnsOrNot_IsPublishedOnlyWhenItDoesNot(bool staysAway, int wills)
    {
        await using var server = new TestServer();
        await using var relay = new Relay(server.Port);
        var handler = new RecordingClientHandler();
        await using var client = Clients.New(
            relay.Port, handler, o => o with { ClientId = "c1", CleanStart = false, Will = new MqttWill(Clients.Message("will", "gone"), TimeSpan.FromSeconds(1)) });
        await client.ConnectAsync(Clients.Token());
        relay.Refuse = staysAway;
        relay.Cut();
        await Eventually.True(() => server.Handler.Events.Count(e => e.StartsWith("disconnected", StringComparison.Ordinal)) == 1, Clients.Limit);
        Assert.Empty(server.Handler.Messages);
        await Eventually.True(() => staysAway ? !server.Handler.Messages.IsEmpty : handler.Connections.Count == 2, Clients.Limit);
        if (!staysAway)
        {
            await client.PublishAsync(Clients.Message("back", "x"), Clients.Token());
        }

        Assert.Equal(wills, server.Handler.Messages.Count(m => m.Topic == "will"));
    }

    [Fact]
    public async Task Publish_ClientAway_IsDeliveredWhenItReturns()
    {
        await using var server = new TestServer();
        await using var relay = new Relay(server.Port);
        var handler = new RecordingClientHandler();
        await using var client = Clients.New(relay.Port, handler, o => o with { ClientId = "c1", CleanStart = false });
        await client.ConnectAsync(Clients.Token());
        relay.Refuse = true;
        relay.Cut();
        await Eventually.True(() => server.Server.FindSession("c1") is { IsConnected: false }, Clients.Limit);
        var publishes = Enumerable.Range(0, 20).Select(i => server.Server.FindSession("c1")!.PublishAsync(Clients.Message("t", $"{i}"), Clients.Token())).ToArray();
        relay.Refuse = false;
        await Task.WhenAll(publishes);
        Assert.Equal(Enumerable.Range(0, 20).Select(i => $"{i}"), handler.Payloads);
    }

    [Fact]
    public async Task Disconnect_ByTheServer_EndsSessionAndWaitingPublishes()
    {
        await using var server = new TestServer();
        var handler = new RecordingClientHandler { Handle = async (_, token) => { await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, token); return MqttReasonCode.Success; } };
        await using var client = server.NewClient(handler, o => o with { ClientId = "c1", Backoff = new ReconnectBackoff(Clients.Limit, Clients.Limit) });
        await client.ConnectAsync(Clients.Token());
        var session = server.Server.FindSession("c1")!;
        var publish = session.PublishAsync(Clients.Message("t", "never acknowledged"), Clients.Token());
        await session.DisconnectAsync(MqttReasonCode.AdministrativeAction);
        await Assert.ThrowsAsync<MqttDisconnectedException>(() => publish);
        Assert.Null(server.Server.FindSession("c1"));
        await Eventually.True(() => handler.Disconnections.Any(d => d.Reason == MqttReasonCode.AdministrativeAction), Clients.Limit);
    }

    [Fact]
    public async Task Publish_ClientDoesNotKeepUp_EndsTheConnectionWithQuotaExceeded()
    {
        await using var server = new TestServer();
        server.Handler.Limits = new MqttClientLimits { MaxQueuedMessages = 10 };
        var handler = new RecordingClientHandler { Handle = async (_, token) => { await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, token); return MqttReasonCode.Success; } };
        await using var client = server.NewClient(handler, o => o with { ClientId = "c1", Backoff = new ReconnectBackoff(Clients.Limit, Clients.Limit) });
        await client.ConnectAsync(Clients.Token());
        var session = server.Server.FindSession("c1")!;
        var waiting = Enumerable.Range(0, 10).Select(i => session.PublishAsync(Clients.Message("t", $"{i}"), Clients.Token())).ToArray();
        var refused = await Assert.ThrowsAsync<MqttReasonException>(() => session.PublishAsync(Clients.Message("t", "one too many"), Clients.Token()));
        Assert.Equal(MqttReasonCode.QuotaExceeded, refused.Reason);
        await Eventually.True(() => handler.Disconnections.Any(d => d.Reason == MqttReasonCode.QuotaExceeded), Clients.Limit);
        Assert.All(waiting, w => Assert.False(w.IsCompleted));
    }

    [Fact]
    public async Task Publish_LargerThanTheClientTakes_IsRefusedHere()
    {
        await using var server = new TestServer();
        await using var client = server.NewClient(new RecordingClientHandler(), o => o with { ClientId = "c1", MaximumPacketSize = 2000 });
        await client.ConnectAsync(Clients.Token());
        var message = new MqttMessage("t", new byte[2000]) { Qos = MqttQos.AtLeastOnce };
        var refused = await Assert.ThrowsAsync<MqttReasonException>(() => server.Server.FindSession("c1")!.PublishAsync(message, Clients.Token()));
        Assert.Equal(MqttReasonCode.PacketTooLarge, refused.Reason);
    }

    [Fact]
    public async Task Publish_EightMebibytesBothWays_ArrivesWhole()
    {
        await using var server = new TestServer();
        server.Handler.Limits = new MqttClientLimits { MaxPacketSize = 9 * 1024 * 1024 };
        var handler = new RecordingClientHandler();
        await using var client = server.NewClient(handler, o => o with { ClientId = "c1", MaximumPacketSize = 9 * 1024 * 1024 });
        await client.ConnectAsync(Clients.Token());
        var payload = new byte[8 * 1024 * 1024];
        new Random(1).NextBytes(payload);
        await client.PublishAsync(new MqttMessage("up", payload) { Qos = MqttQos.AtLeastOnce, ResponseTopic = "down" }, Clients.Token());
        await Eventually.True(() => !handler.Messages.IsEmpty, Clients.Limit);
        Assert.True(handler.Messages.Single().Payload.Span.SequenceEqual(payload));
    }

    [Fact]
    public async Task Stop_WithClients_TellsThemAndEndsSessions()
    {
        var server = new TestServer();
        var handler = new RecordingClientHandler();
        await using var client = server.NewClient(handler, o => o with { ClientId = "c1", Will = new MqttWill(Clients.Message("will", "x")) });
        await client.ConnectAsync(Clients.Token());
        await server.Server.StopAsync(Clients.Token());
        await Eventually.True(() => handler.Disconnections.Any(d => d.Reason == MqttReasonCode.ServerShuttingDown), Clients.Limit);
        Assert.Empty(server.Handler.Messages);
        Assert.Contains("disconnected c1 ServerShuttingDown", server.Handler.Events);
        Assert.Empty(server.Handler.Faults);
    }

    [Fact]
    public async Task Publish_HandlerRefuses_ReasonReachesThePublisher()
    {
        await using var server = new TestServer();
        server.Handler.Publish = (_, _, _) => ValueTask.FromResult(MqttReasonCode.NotAuthorized);
        await using var client = server.NewClient(new RecordingClientHandler());
        await client.ConnectAsync(Clients.Token());
        var refused = await Assert.ThrowsAsync<MqttReasonException>(() => client.PublishAsync(Clients.Message("t", "x"), Clients.Token()));
        Assert.Equal(MqttReasonCode.NotAuthorized, refused.Reason);
    }

    [Fact]
    public async Task Subscribe_EachFilter_GetsItsReason()
    {
        await using var server = new TestServer();
        server.Handler.Limits = new MqttClientLimits { MaxSubscriptions = 2 };
        server.Handler.Authorize = s => s.Filter.StartsWith("mine/", StringComparison.Ordinal) ? MqttReasonCode.GrantedQoS1 : MqttReasonCode.NotAuthorized;
        await using var client = server.NewClient(new RecordingClientHandler());
        await client.ConnectAsync(Clients.Token());
        var reasons = await client.SubscribeAsync(
            [new("mine/#", MqttQos.ExactlyOnce), new("yours/#"), new("$share/g/mine"), new("mine/zero", MqttQos.AtMostOnce), new("mine/third")], Clients.Token());
        Assert.Equal(
            [MqttReasonCode.GrantedQoS1, MqttReasonCode.NotAuthorized, MqttReasonCode.SharedSubscriptionsNotSupported, MqttReasonCode.Success, MqttReasonCode.QuotaExceeded],
            reasons);
        Assert.Equal(
            [MqttReasonCode.Success, MqttReasonCode.NoSubscriptionExisted], await client.UnsubscribeAsync(["mine/#", "never"], Clients.Token()));
    }
}
