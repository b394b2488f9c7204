using System.Net.Security;
using EdgeKube.Mqtt.Tests.Peers;
using EdgeKube.Testing;

namespace EdgeKube.Mqtt.Tests.Client;

/// <summary>The client against a real broker.</summary>
public sealed class MqttClientMosquittoTests
{
    [Theory]
    [InlineData(MqttQos.AtMostOnce)]
    [InlineData(MqttQos.AtLeastOnce)]
    public async Task Publish_ToOwnSubscription_ReturnsWithItsProperties(MqttQos qos)
    {
        await using var broker = await Brokers.StartAsync();
        var handler = new RecordingClientHandler();
        await using var client = Clients.New(broker.Port, handler);
        var connected = await client.ConnectAsync(Clients.Token());
        Assert.NotEqual("", connected.ClientId);
        Assert.Equal([(MqttReasonCode)qos], await client.SubscribeAsync([new MqttSubscription("a/+", qos)], Clients.Token()));
        var message = Clients.Message("a/b", "hello", qos) with
        {
            ResponseTopic = "r",
            CorrelationData = new byte[] { 9 },
            PayloadIsUtf8 = true,
            UserProperties = [new MqttUserProperty("k", "v")],
        };
        await client.PublishAsync(message, Clients.Token());
        await Eventually.True(() => !handler.Messages.IsEmpty, Clients.Limit);
        var back = handler.Messages.Single();
        Assert.Equal(("a/b", qos, "r", "v", true), (back.Topic, back.Qos, back.ResponseTopic, back.FindUserProperty("k"), back.PayloadIsUtf8));
        Assert.Equal([9], back.CorrelationData!.Value.ToArray());
    }

    [Fact]
    public async Task Connect_WithAnOpening_SubscribesAndSaysItBeforeTheAnswer()
    {
        await using var broker = await Brokers.StartAsync();
        var handler = new RecordingClientHandler { Opening = new MqttOpening([new MqttSubscription("a"), new MqttSubscription("b", MqttQos.AtMostOnce)], Clients.Message("b", "hello")) };
        await using var client = Clients.New(broker.Port, handler, o => o with { KeepSubscriptions = false });
        await client.ConnectAsync(Clients.Token());
        await Eventually.True(() => !handler.Messages.IsEmpty, Clients.Limit);

        Assert.Equal([MqttReasonCode.GrantedQoS1, MqttReasonCode.Success], handler.Connections.Single().Opened);
        Assert.Equal(["hello"], handler.Payloads);
        client.Reconnect();
        await Eventually.True(() => handler.Messages.Count == 2, Clients.Limit);
    }

    [Fact]
    public async Task Publish_NobodyListens_SaysSo()
    {
        await using var broker = await Brokers.StartAsync();
        await using var client = Clients.New(broker.Port, new RecordingClientHandler());
        await client.ConnectAsync(Clients.Token());

        Assert.Equal(MqttReasonCode.NoMatchingSubscribers, await client.PublishAsync(Clients.Message("t", "x"), Clients.Token()));
        await client.SubscribeAsync([new MqttSubscription("t")], Clients.Token());
        Assert.Equal(MqttReasonCode.Success, await client.PublishAsync(Clients.Message("t", "x"), Clients.Token()));
    }

    [Fact]
    public async Task Publish_ThousandWithSmallReceiveMaximum_AllArriveInOrder()
    {
        await using var broker = await Brokers.StartAsync("max_inflight_messages 5");
        var handler = new RecordingClientHandler();
        await using var client = Clients.New(broker.Port, handler, o => o with { ReceiveMaximum = 3 });
        await client.ConnectAsync(Clients.Token());
        await client.SubscribeAsync([new MqttSubscription("t")], Clients.Token());
        await Task.WhenAll(Enumerable.Range(0, 1000).Select(i => client.PublishAsync(Clients.Message("t", $"{i}"), Clients.Token())));
        await Eventually.True(() => handler.Messages.Count == 1000, Clients.Limit);
        Assert.Equal(Enumerable.Range(0, 1000).Select(i => $"{i}"), handler.Payloads);
    }

    [Fact]
    public async Task Publish_ConnectionCutAgainAndAgain_EveryMessageArrivesAndOrderHolds()
    {
        await using var broker = await Brokers.StartAsync();
        await using var relay = new Relay(broker.Port);
        var handler = new RecordingClientHandler();
        await using var receiver = Clients.New(broker.Port, handler);
        await receiver.ConnectAsync(Clients.Token());
        await receiver.SubscribeAsync([new MqttSubscription("t")], Clients.Token());
        var senderHandler = new RecordingClientHandler();
        await using var sender = Clients.New(relay.Port, senderHandler, o => o with { ClientId = "sender" });
        await sender.ConnectAsync(Clients.Token());

        var publishes = new List<Task>();
        for (var i = 0; i < 600; i++)
        {
            publishes.Add(sender.PublishAsync(Clients.Message("t", $"{i}"), Clients.Token()));
            if (i % 200 == 100)
            {
                relay.Cut();
                await sender.WaitForConnectedAsync(Clients.Token());
            }
        }

        await Task.WhenAll(publishes);
        await Eventually.True(() => handler.Payloads.Distinct().Count() == 600, Clients.Limit);

        // At least once: a repeat may occur, but what comes first is in order.
        Assert.Equal(Enumerable.Range(0, 600).Select(i => $"{i}"), handler.Payloads.Distinct());
        Assert.True(senderHandler.Connections.Skip(1).All(c => c.SessionPresent));
    }

    [Fact]
    public async Task Connection_BrokerKilledAndStarted_SessionGoesOn()
    {
        await using var broker = await Brokers.StartAsync();
        var handler = new RecordingClientHandler();
        await using var client = Clients.New(broker.Port, handler, o => o with { ClientId = "c1" });
        await client.ConnectAsync(Clients.Token());
        await client.SubscribeAsync([new MqttSubscription("t")], Clients.Token());
        await broker.KillAsync();
        await Eventually.True(() => !client.IsConnected, Clients.Limit);
        var publish = client.PublishAsync(Clients.Message("t", "while it was gone"), Clients.Token());
        await broker.RunAsync();

        // Whether or not the broker had saved the session, the subscription stands again and the message arrives.
        await publish;
        await Eventually.True(() => handler.Payloads.Contains("while it was gone"), Clients.Limit);
    }

    [Fact]
    public async Task Message_HandlerFails_IsDeliveredAgain()
    {
        await using var broker = await Brokers.StartAsync();
        var handler = new RecordingClientHandler();
        handler.Handle = (_, _) => handler.Messages.Count == 1 ? throw new InvalidOperationException("not handled") : ValueTask.FromResult(MqttReasonCode.Success);
        await using var client = Clients.New(broker.Port, handler, o => o with { ClientId = "c1" });
        await client.ConnectAsync(Clients.Token());
        await client.SubscribeAsync([new MqttSubscription("t")], Clients.Token());
        await client.PublishAsync(Clients.Message("t", "again"), Clients.Token());
        await Eventually.True(() => handler.Messages.Count >= 2, Clients.Limit);

        // The publish may have lost its own PUBACK with the connection, and then there is a third.
        Assert.All(handler.Payloads, p => Assert.Equal("again", p));
        Assert.IsType<InvalidOperationException>(Assert.Single(handler.Faults));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Will_ConnectionCutOrStopped_IsPublishedOnlyWhenCut(bool cut)
    {
        await using var broker = await Brokers.StartAsync();
        await using var relay = new Relay(broker.Port);
        var handler = new RecordingClientHandler();
        await using var watcher = Clients.New(broker.Port, handler);
        await watcher.ConnectAsync(Clients.Token());
        await watcher.SubscribeAsync([new MqttSubscription("#")], Clients.Token());
        await using var client = Clients.New(relay.Port, new RecordingClientHandler(), o => o with { Will = new MqttWill(Clients.Message("will", "gone")) });
        await client.ConnectAsync(Clients.Token());
        if (cut)
        {
            relay.Cut();
            await Eventually.True(() => !handler.Messages.IsEmpty, Clients.Limit);
        }
        else
        {
            await client.StopAsync(Clients.Token());
            await watcher.PublishAsync(Clients.Message("last", "x"), Clients.Token());
            await Eventually.True(() => !handler.Messages.IsEmpty, Clients.Limit);
        }

        Assert.Equal(cut ? "will" : "last", handler.Messages.First().Topic);
    }

    [Fact]
    public async Task KeepAlive_Idle_HoldsTheConnection()
    {
        await using var broker = await Brokers.StartAsync();
        var handler = new RecordingClientHandler();
        await using var client = Clients.New(broker.Port, handler, o => o with { KeepAlive = TimeSpan.FromSeconds(1) });
        await client.ConnectAsync(Clients.Token());
        var started = TimeProvider.System.GetTimestamp();

        // The broker closes after 1.5 s without a packet.
        await Eventually.True(() => TimeProvider.System.GetElapsedTime(started) > TimeSpan.FromSeconds(3.5), Clients.Limit);
        Assert.Empty(handler.Disconnections);
        Assert.True(client.IsConnected);
    }

    [Fact]
    public async Task KeepAlive_ServerSilent_IsNoticed()
    {
        await using var broker = await Brokers.StartAsync();
        await using var relay = new Relay(broker.Port);
        var handler = new RecordingClientHandler();
        await using var client = Clients.New(relay.Port, handler, o => o with { KeepAlive = TimeSpan.FromSeconds(1), PingTimeout = TimeSpan.FromMilliseconds(300) });
        await client.ConnectAsync(Clients.Token());
        relay.Swallow = true;
        await Eventually.True(() => handler.Disconnections.Any(d => d.Reason == MqttReasonCode.KeepAliveTimeout), Clients.Limit);
    }

    [Fact]
    public async Task Connect_Refused_ThrowsTheReason()
    {
        await using var broker = await Brokers.StartAsync("per_listener_settings false\npassword_file DIR/m.conf");
        await using var client = Clients.New(broker.Port, new RecordingClientHandler(), o => o with { Username = "nobody", Password = "x"u8.ToArray() });
        var refused = await Assert.ThrowsAsync<MqttReasonException>(() => client.ConnectAsync(Clients.Token()));
        Assert.True(refused.Reason.IsFailure());
    }

    [Fact]
    public async Task Connect_FirstServerDown_UsesTheSecond()
    {
        await using var broker = await Brokers.StartAsync();
        await using var client = Clients.New(1, new RecordingClientHandler(), o => o with { Servers = [new("127.0.0.1", 1), new("127.0.0.1", broker.Port)] });
        var connected = await client.ConnectAsync(Clients.Token());
        Assert.Equal(broker.Port, connected.Server.Port);
    }

    [Fact]
    public async Task Connect_NobodyListens_Throws()
    {
        await using var client = Clients.New(1, new RecordingClientHandler());
        await Assert.ThrowsAsync<MqttDisconnectedException>(() => client.ConnectAsync(Clients.Token()));
        await Assert.ThrowsAsync<MqttDisconnectedException>(() => client.PublishAsync(Clients.Message("t", "x"), Clients.Token()));
    }

    [Fact]
    public async Task Connect_TlsWithClientCertificate_Works()
    {
        using var certificates = new TestCertificates();
        await using var broker = await Brokers.StartTlsAsync(certificates);
        var tls = new SslClientAuthenticationOptions { CertificateChainPolicy = certificates.Policy(), ClientCertificates = [certificates.Client] };
        var handler = new RecordingClientHandler();
        await using var client = Clients.New(broker.Port, handler, o => o with { Tls = tls });
        await client.ConnectAsync(Clients.Token());
        await client.SubscribeAsync([new MqttSubscription("t")], Clients.Token());
        await client.PublishAsync(new MqttMessage("t", new byte[300_000]) { Qos = MqttQos.AtLeastOnce }, Clients.Token());
        await Eventually.True(() => handler.Messages.Any(m => m.Payload.Length == 300_000), Clients.Limit);
    }

    [Fact]
    public async Task Connect_TlsUnknownAuthority_IsRefusedByUs()
    {
        using var certificates = new TestCertificates();
        using var others = new TestCertificates();
        await using var broker = await Brokers.StartTlsAsync(certificates);
        var tls = new SslClientAuthenticationOptions { CertificateChainPolicy = others.Policy(), ClientCertificates = [others.Client] };
        await using var client = Clients.New(broker.Port, new RecordingClientHandler(), o => o with { Tls = tls });
        await Assert.ThrowsAsync<MqttDisconnectedException>(() => client.ConnectAsync(Clients.Token()));
    }
}
