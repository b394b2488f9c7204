using System.Text;
using EdgeKube.EndToEnd.Harness;

namespace EdgeKube.EndToEnd.Serving;

/// <summary>Who begins and does not go on is cut off. It takes half a minute, and nothing of the machine.</summary>
public sealed class SlowClientTests : IAsyncLifetime
{
    private const string Head = "GET /version HTTP/1.1\r\nHost: 127.0.0.1\r\n";
    private readonly ServedController _served = new();

    public Task InitializeAsync() => _served.StartAsync();

    public Task DisposeAsync()
    {
        _served.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task Send_SlowlyOrNeverEnding_IsCutOff()
    {
        // A head that never ends, one with too much in it, a body that never comes, a handshake that never goes on.
        byte[][] slow =
        [
            Encoding.ASCII.GetBytes(Head),
            Encoding.ASCII.GetBytes(Head + $"X-Large: {new string('x', 200_000)}\r\n\r\n"),
            Encoding.ASCII.GetBytes($"POST {ServedController.ConfigMaps} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: 100000\r\n\r\n{{"),
        ];
        var answers = await Task.WhenAll(slow.Select(bytes => RawHttp.SendAsync(_served.Address.Port, bytes)).Append(RawHttp.SendAsync(_served.SecureAddress.Port, [0x16, 3, 1, 0x40, 0])));

        Assert.StartsWith("HTTP/1.1 408", answers[0], StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 431", answers[1], StringComparison.Ordinal);
        Assert.Contains("HTTP/1.1 4", answers[2], StringComparison.Ordinal);
        Assert.Equal("", answers[3]);
    }
}
