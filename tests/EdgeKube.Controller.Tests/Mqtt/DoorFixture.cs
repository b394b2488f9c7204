using System.Diagnostics;
using System.Net;
using EdgeKube.Controller.Configuration;
using EdgeKube.Controller.Hosting;
using EdgeKube.Testing.Processes;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeKube.Controller.Tests.Mqtt;

/// <summary>The whole controller in this process, on a free port of loopback.</summary>
public sealed class DoorFixture : IAsyncLifetime
{
    private static readonly TimeSpan ProcessLimit = TimeSpan.FromSeconds(30);
    private readonly string _directory = Directory.CreateTempSubdirectory("ek-door-").FullName;
    private ControllerHost? _host;

    internal ControllerHost Host => _host!;

    public int Port => Host.InsecureEndPoints[0].Port;

    public async Task InitializeAsync() => _host = await ControllerHost.StartAsync(
        new ControllerOptions { DataDir = _directory, Listen = [], InsecureListen = [new IPEndPoint(IPAddress.Loopback, 0)] },
        "0.0.0",
        NullLoggerFactory.Instance,
        TimeProvider.System,
        CancellationToken.None);

    public async Task DisposeAsync()
    {
        await Host.DisposeAsync();
        Directory.Delete(_directory, recursive: true);
    }

    internal Task<DoorClient> ConnectAsync(string user) => DoorClient.ConnectAsync(Port, user);

    /// <summary>Runs one of mosquitto's clients against the door.</summary>
    public Task<ProcessResult> RunAsync(string program, byte[]? input, params string[] arguments) =>
        ProcessRun.RunAsync(new ProcessStartInfo(program, ["-h", "127.0.0.1", "-p", $"{Port}", .. arguments]), input, ProcessLimit);
}
