using System.Net;
using EdgeKube.Controller.Http;
using EdgeKube.Controller.Tests.Api;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeKube.Controller.Tests.Http;

/// <summary>The API behind its HTTP door, on a free port of loopback.</summary>
public sealed class HttpFixture : IAsyncLifetime
{
    private readonly ApiFixture _api = new();
    private HttpDoor? _door;

    internal ApiFixture Api => _api;

    internal HttpClient Client { get; private set; } = new();

    public int Port { get; private set; }

    public async Task InitializeAsync()
    {
        _door = new HttpDoor(new HttpDoorOptions([new IPEndPoint(IPAddress.Loopback, 0)], [], null, null, _api.Tokens), _api.Pipeline, NullLoggerFactory.Instance);
        await _door.StartAsync(CancellationToken.None);
        Port = _door.Plain[0].Port;
        Client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{Port}"), Timeout = TimeSpan.FromSeconds(20) };
    }

    internal Task StopAsync(CancellationToken cancellationToken) => _door!.StopAsync(cancellationToken);

    public async Task DisposeAsync()
    {
        Client.Dispose();
        await _door!.StopAsync(CancellationToken.None);
        await _door.DisposeAsync();
        _api.Dispose();
    }
}
