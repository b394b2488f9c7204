using System.Net;
using System.Net.Sockets;
using EdgeKube.Mqtt.Tests.Codec;
using EdgeKube.Mqtt.Tests.Peers;
using EdgeKube.Testing;

namespace EdgeKube.Mqtt.Tests.Server;

/// <summary>What a hostile peer gets: raw sockets against the endpoint.</summary>
public sealed class MqttServerLimitTests
{
    private static readonly byte[] Connect = Wire.Encode(new ConnectPacket { ClientId = "raw", CleanStart = true, KeepAliveSeconds = 1 }, MqttProtocolVersion.V5);

    [Theory]
    [InlineData("")]
    [InlineData("10")]
    [InlineData("10FF")]
    public async Task Connect_NotComplete_IsClosedInTime(string start)
    {
        await using var server = new TestServer(o => o with { Limits = new MqttLimits { ConnectTimeout = TimeSpan.FromMilliseconds(300) } });
        using var socket = await OpenAsync(server.Port);
        await socket.SendAsync(Convert.FromHexString(start));
        Assert.Empty(await ReadToEndAsync(socket));
        await Eventually.True(() => server.Handler.Events.Any(e => e.Contains("in time", StringComparison.Ordinal)), Clients.Limit);
    }

    [Theory]
    [InlineData("10FFFFFF7F")]
    [InlineData("1081800400")]
    [InlineData("C000")]
    [InlineData("FFFFFFFF")]
    [InlineData("474554202F20485454502F312E310D0A")]
    public async Task Connect_TooLargeOrNoConnect_IsClosedAtOnce(string hex)
    {
        await using var server = new TestServer();
        using var socket = await OpenAsync(server.Port);
        await socket.SendAsync(Convert.FromHexString(hex));
        Assert.Empty(await ReadToEndAsync(socket));
    }

    [Fact]
    public async Task Connect_ProtocolLevelSix_GetsReturnCodeOne()
    {
        await using var server = new TestServer();
        using var socket = await OpenAsync(server.Port);
        await socket.SendAsync(Convert.FromHexString("100D00044D515454060200000000" + "00"));
        Assert.Equal("20020001", Convert.ToHexString(await ReadToEndAsync(socket)));
    }

    [Fact]
    public async Task Connect_HalfOpenOverTheLimit_OthersAreClosedAndTheFirstStillServed()
    {
        await using var server = new TestServer(o => o with { Limits = new MqttLimits { MaxUnauthenticatedPerSource = 3 } });
        var sockets = new List<Socket>();
        for (var i = 0; i < 3; i++)
        {
            sockets.Add(await OpenAsync(server.Port));
        }

        using var refused = await OpenAsync(server.Port);
        Assert.Empty(await ReadToEndAsync(refused));
        await sockets[0].SendAsync(Connect);
        await Eventually.True(() => server.Server.FindSession("raw") is not null, Clients.Limit);
        sockets.ForEach(s => s.Dispose());
    }

    [Fact]
    public async Task Connect_Flood_IsLimitedByRateAndPasses()
    {
        await using var server = new TestServer(o => o with { Limits = new MqttLimits { ConnectionsPerSecondPerSource = 10 } });
        for (var i = 0; i < 200; i++)
        {
            using var socket = await OpenAsync(server.Port);
        }

        await Eventually.True(() => server.Handler.Events.Count(e => e.Contains("too many new connections", StringComparison.Ordinal)) > 100, Clients.Limit);

        // The bucket fills again: a client that keeps trying gets in.
        await using var client = server.NewClient(new RecordingClientHandler());
        client.Start();
        await client.WaitForConnectedAsync(Clients.Token());
    }

    [Fact]
    public async Task Connect_OverMaxConnections_IsRefusedAsBusy()
    {
        await using var server = new TestServer(o => o with { Limits = new MqttLimits { MaxConnections = 1 } });
        await using var one = server.NewClient(new RecordingClientHandler());
        await one.ConnectAsync(Clients.Token());
        await using var two = server.NewClient(new RecordingClientHandler());
        var refused = await Assert.ThrowsAsync<MqttReasonException>(() => two.ConnectAsync(Clients.Token()));
        Assert.Equal(MqttReasonCode.ServerBusy, refused.Reason);
    }

    [Theory]
    [InlineData("10", 0x82)]
    [InlineData("30FFFFFF7F", 0x95)]
    [InlineData("31040001610078", 0x9A)]
    [InlineData("3407000161000100" + "78", 0x9B)]
    [InlineData("3007000003230001" + "78", 0x94)]
    [InlineData("3007000003231F01" + "78", 0x94)]
    [InlineData("82080001020B01000161" + "00", 0xA1)]
    [InlineData("300400012B0078", 0x90)]
    [InlineData("D000", 0x82)]
    public async Task Packet_AgainstTheRules_DisconnectsWithTheReason(string hex, byte reason)
    {
        await using var server = new TestServer();
        using var socket = await OpenAsync(server.Port);
        await socket.SendAsync(Connect);
        await socket.SendAsync(hex == "10" ? Connect : Fix(Convert.FromHexString(hex)));
        var all = await ReadToEndAsync(socket);
        Assert.Equal($"E0020000".Replace("0000", $"{reason:X2}00", StringComparison.Ordinal), Convert.ToHexString(all[^4..]));
        Assert.Empty(server.Handler.Messages);
        await Eventually.True(() => server.Handler.Events.Any(e => e.StartsWith("disconnected raw", StringComparison.Ordinal)), Clients.Limit);
    }

    [Fact]
    public async Task Publish_MoreThanTheReceiveMaximum_Disconnects()
    {
        await using var server = new TestServer();
        server.Handler.Limits = new MqttClientLimits { ReceiveMaximum = 4 };
        server.Handler.Publish = async (_, _, token) => { await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, token); return MqttReasonCode.Success; };
        using var socket = await OpenAsync(server.Port);
        await socket.SendAsync(Connect);
        for (ushort id = 1; id <= 5; id++)
        {
            await socket.SendAsync(Wire.Encode(new PublishPacket(Clients.Message("t", "x"), id), MqttProtocolVersion.V5));
        }

        Assert.Equal("E0029300", Convert.ToHexString((await ReadToEndAsync(socket))[^4..]));
    }

    [Fact]
    public async Task KeepAlive_NothingArrives_DisconnectsAfterOneAndAHalf()
    {
        await using var server = new TestServer();
        using var socket = await OpenAsync(server.Port);
        var started = TimeProvider.System.GetTimestamp();
        await socket.SendAsync(Connect);
        Assert.Equal("E0028D00", Convert.ToHexString((await ReadToEndAsync(socket))[^4..]));
        Assert.InRange(TimeProvider.System.GetElapsedTime(started).TotalSeconds, 1.4, 10);
    }

    [Fact]
    public async Task PingFlood_PeerDoesNotRead_IsEndedByTheOutputLimit()
    {
        await using var server = new TestServer();
        server.Handler.Limits = new MqttClientLimits { MaxQueuedBytes = 4096 };
        using var socket = await OpenAsync(server.Port);
        await socket.SendAsync(Wire.Encode(new ConnectPacket { ClientId = "raw", CleanStart = true }, MqttProtocolVersion.V5));
        var pings = Enumerable.Repeat(new byte[] { 0xC0, 0 }, 30_000).SelectMany(p => p).ToArray();
        try
        {
            using var limit = new CancellationTokenSource(Clients.Limit);
            while (!server.Handler.Events.Contains("disconnected raw QuotaExceeded"))
            {
                await socket.SendAsync(pings, limit.Token);
            }
        }
        catch (SocketException)
        {
            // Reset, as it should be.
        }

        await Eventually.True(() => server.Handler.Events.Contains("disconnected raw QuotaExceeded"), Clients.Limit);
    }

    [Fact]
    public async Task ConnAck_Declares_WhatTheEndpointDoes()
    {
        await using var server = new TestServer();
        server.Handler.Limits = new MqttClientLimits { MaxKeepAlive = TimeSpan.FromSeconds(30), ReceiveMaximum = 5, MaxPacketSize = 70_000, TopicAliasMaximum = 3 };
        using var socket = await OpenAsync(server.Port);
        await socket.SendAsync(Wire.Encode(new ConnectPacket { CleanStart = true, KeepAliveSeconds = 600, SessionExpirySeconds = uint.MaxValue }, MqttProtocolVersion.V5));
        var buffer = new byte[512];
        var length = await socket.ReceiveAsync(buffer);
        var connAck = Assert.IsType<ConnAckPacket>(Wire.Decode(buffer[..length], MqttPeer.Server));
        Assert.Equal((MqttQos.AtLeastOnce, false, false, false, true), (connAck.MaximumQos, connAck.RetainAvailable, connAck.SharedAvailable, connAck.SubscriptionIdsAvailable, connAck.WildcardAvailable));
        Assert.Equal(((ushort)5, 70_000u, (ushort)3, (ushort)30, 3600u), (connAck.ReceiveMaximum, connAck.MaximumPacketSize, connAck.TopicAliasMaximum, connAck.ServerKeepAliveSeconds, connAck.SessionExpirySeconds));
        Assert.StartsWith("auto-", connAck.AssignedClientId, StringComparison.Ordinal);
    }

    /// <summary>The remaining length of a short packet set to what follows, but for the one that lies on purpose.</summary>
    private static byte[] Fix(byte[] packet)
    {
        if (packet[1] < 0x80)
        {
            packet[1] = (byte)(packet.Length - 2);
        }

        return packet;
    }

    private static async Task<Socket> OpenAsync(int port)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(IPAddress.Loopback, port);
        return socket;
    }

    private static async Task<byte[]> ReadToEndAsync(Socket socket)
    {
        var all = new List<byte>();
        var buffer = new byte[4096];
        try
        {
            while (await socket.ReceiveAsync(buffer, Clients.Token()) is > 0 and var count)
            {
                all.AddRange(buffer.AsSpan(0, count));
            }
        }
        catch (SocketException)
        {
            // A reset is an end too.
        }

        return [.. all];
    }
}
