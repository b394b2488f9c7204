using System.Text;
using EdgeKube.Controller.Tests.Fleet;
using EdgeKube.Controller.Tests.Security;
using EdgeKube.Link;
using EdgeKube.Mqtt;

namespace EdgeKube.Controller.Tests.Impersonation;

/// <summary>
/// Those whom the door lets in, saying what MQTT forbids, byte by byte: each ends its own connection by the right reason, costs no memory, and
/// nobody else notices.
/// </summary>
public sealed class HostilePacketTests(Site site) : IClassFixture<Site>, IAsyncLifetime
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    // What is sent after CONNECT, and the reasons that may come back.
    public static TheoryData<string, byte[], byte[]> Packets => new()
    {
        { "another CONNECT", [0x10, 0x0e, 0, 4, .. "MQTT"u8, 5, 2, 0, 60, 0, 0, 1, 0x61], [0x82] },
        { "AUTH", [0xf0, 0], [0x82] },
        { "a packet of type 0", [0x00, 0], [0x81, 0x82] },
        { "CONNACK", [0x20, 3, 0, 0, 0], [0x81, 0x82] },
        { "SUBACK", [0x90, 4, 0, 1, 0, 0], [0x81, 0x82] },
        { "PINGRESP", [0xd0, 0], [0x82] },
        { "a length that never ends", [0x30, 0xff, 0xff, 0xff, 0xff, 0x7f], [0x81] },
        { "alias 0", Publish("a", [0x23, 0, 0]), [0x82, 0x94] },
        { "an alias that was never set", Publish("", [0x23, 0, 1]), [0x94] },
        { "an alias above all", Publish("a", [0x23, 0xff, 0xff]), [0x94] },
        { "two aliases", Publish("a", [0x23, 0, 1, 0x23, 0, 2]), [0x82] },
        { "no topic and no alias", Publish("", []), [0x81, 0x82, 0x90] },
        { "a wildcard in a topic", Publish("edgekube/v1/+/up", []), [0x90] },
        { "half a surrogate pair in a topic", Publish([0xed, 0xa0, 0x80], [], []), [0x81, 0x90] },
        { "a retained message", Publish("a", [], first: 0x31), [0x9a] },
        { "QoS 2", [0x34, .. Publish("a", [], first: 0x34)[1..]], [0x81, 0x82, 0x9b] },
        { "a subscription identifier", [0x82, 8, 0, 1, 2, 0x0b, 1, 0, 0, 0], [0x81, 0x82, 0x90, 0xa1] },
        { "SUBSCRIBE without filters", [0x82, 3, 0, 1, 0], [0x81, 0x82] },
        { "user properties without end", Publish("a", Repeat([0x26, 0, 1, 0x61, 0, 1, 0x62], 1000)), [0x81, 0x82, 0x97, 0x95] },
        { "properties longer than the packet", [0x30, 4, 0, 1, 0x61, 0x7f], [0x81] },
        { "a packet of 256 MiB", [0x30, 0xff, 0xff, 0xff, 0x7f, 0, 1, 0x61], [0x95] },
    };

    // Their own clients would come back and take the session over.
    public Task InitializeAsync() => Task.WhenAll(site.Attackers.Select(attacker => attacker.Client.StopAsync(CancellationToken.None)));

    public Task DisposeAsync() => Task.CompletedTask;

    [Theory]
    [MemberData(nameof(Packets))]
    public async Task Packet_ThatMqttForbids_EndsItsOwnConnectionAlone(string what, byte[] packet, byte[] reasons)
    {
        var world = site.World;
        var before = GC.GetTotalMemory(false);
        foreach (var attacker in site.Attackers)
        {
            var reason = await SendAsync(attacker, packet);
            Assert.True(reasons.Contains(reason), $"{what} by a {attacker.Name}: {reason:x2}");
        }

        Assert.InRange(GC.GetTotalMemory(false) - before, long.MinValue, 32 << 20);
        Assert.Equal(world, site.World);
        Assert.Empty(site.Victim.Effects.OfType<LinkEffect.SessionEnded>());
        await site.Victim.ReportAsync(site.Victim.OfSelf(capacity: packet.Length % 97, isFenced: false));
        await FleetRig.Until(() => site.Victim.IsInSync);
        Assert.Equal(200, (await site.Administrator.AskAsync("GET", "/api/v1/nodes/n2")).Code);
    }

    [Fact]
    public async Task Packet_OverTheSessionsOwnLimit_EndsItBeforeItIsRead()
    {
        foreach (var (attacker, limit) in from attacker in site.Attackers select (attacker, Largest(attacker)))
        {
            Assert.Equal(0x95, await SendAsync(attacker, [0x30, .. Length(limit + 1), 0, 1, 0x61]));
        }
    }

    // A second connection by the same credentials: the reason in the DISCONNECT that it gets.
    private async Task<byte> SendAsync(Attacker attacker, byte[] packet)
    {
        await using var stream = await OpenAsync(attacker);
        await stream.WriteAsync(Connect(attacker));
        var (type, _) = await ReadAsync(stream);
        Assert.Equal(0x20, type);
        await stream.WriteAsync(packet);
        while (true)
        {
            var (next, body) = await ReadAsync(stream);
            if (next == 0xe0)
            {
                return body.Length > 0 ? body[0] : (byte)0;
            }
        }
    }

    // The door may have had too many new connections from this address within a second.
    private async Task<Stream> OpenAsync(Attacker attacker)
    {
        Stream? stream = null;
        await Testing.Eventually.True(
            async () =>
            {
                try
                {
                    stream = await Broker.SecureClient.OpenAsync(new MqttServerAddress("127.0.0.1", site.Door.Port), attacker.Options.Tls!, _ => { }, CancellationToken.None);
                    return true;
                }
                catch (IOException)
                {
                    return false;
                }
            },
            Limit);
        return stream!;
    }

    private static byte[] Connect(Attacker attacker)
    {
        var options = attacker.Options;
        var id = Encoding.UTF8.GetBytes(attacker.Identity.Kind == IdentityKind.Node ? options.ClientId : $"{attacker.Identity}/{Guid.NewGuid():N}");
        byte[] credentials = options.Password is { } secret ? [.. Field(Encoding.UTF8.GetBytes(options.Username!)), .. Field(secret.ToArray())] : [];
        byte flags = (byte)(2 | (credentials.Length > 0 ? 0xc0 : 0));
        byte[] body = [0, 4, .. "MQTT"u8, 5, flags, 0, 60, 0, .. Field(id), .. credentials];
        return [0x10, .. Length(body.Length), .. body];
    }

    private static int Largest(Attacker attacker) => Controller.Mqtt.SessionLimits.Of(new(attacker.Identity, attacker.Access, [])).MaxPacketSize;

    private static byte[] Publish(string topic, byte[] properties, byte first = 0x30) => Publish(Encoding.UTF8.GetBytes(topic), properties, first == 0x34 ? [0, 1] : [], first);

    private static byte[] Publish(byte[] topic, byte[] properties, byte[] packetId, byte first = 0x30)
    {
        byte[] body = [.. Field(topic), .. packetId, .. Length(properties.Length), .. properties, 0x78];
        return [first, .. Length(body.Length), .. body];
    }

    private static byte[] Field(byte[] bytes) => [(byte)(bytes.Length >> 8), (byte)bytes.Length, .. bytes];

    private static byte[] Repeat(byte[] bytes, int times) => [.. Enumerable.Repeat(bytes, times).SelectMany(one => one)];

    private static byte[] Length(int length)
    {
        var bytes = new List<byte>();
        do
        {
            bytes.Add((byte)((length & 0x7f) | (length > 0x7f ? 0x80 : 0)));
            length >>= 7;
        }
        while (length > 0);
        return [.. bytes];
    }

    private static async Task<(byte Type, byte[] Body)> ReadAsync(Stream stream)
    {
        using var limit = new CancellationTokenSource(Limit);
        var one = new byte[1];
        await stream.ReadExactlyAsync(one, limit.Token);
        var (type, length, shift) = (one[0], 0, 0);
        do
        {
            await stream.ReadExactlyAsync(one, limit.Token);
            length |= (one[0] & 0x7f) << shift;
            shift += 7;
        }
        while ((one[0] & 0x80) != 0);
        var body = new byte[length];
        await stream.ReadExactlyAsync(body, limit.Token);
        return (type, body);
    }
}
