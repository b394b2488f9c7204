using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using EdgeKube.Testing;

namespace EdgeKube.Mqtt.Tests.Peers;

/// <summary>A real mosquitto broker on a free loopback port, with its state in a directory of its own.</summary>
internal sealed class Mosquitto : IAsyncDisposable
{
    private const string Program = "/usr/sbin/mosquitto";

    private readonly string _directory = Directory.CreateTempSubdirectory("ek-mosquitto-").FullName;
    private Process? _process;

    private Mosquitto(int port) => Port = port;

    public int Port { get; }

    public static async Task<Mosquitto> StartAsync(string settings = "")
    {
        var broker = new Mosquitto(FreePort());
        File.WriteAllText(
            Path.Combine(broker._directory, "m.conf"),
            $"""
            listener {broker.Port} 127.0.0.1
            allow_anonymous true
            user root
            persistence true
            persistence_location {broker._directory}/
            autosave_interval 1
            autosave_on_changes true
            max_queued_messages 100000
            {settings.Replace("DIR", broker._directory, StringComparison.Ordinal)}

            """);
        await broker.RunAsync();
        return broker;
    }

    public static async Task<Mosquitto> StartTlsAsync(TestCertificates certificates)
    {
        var directory = certificates.Directory;
        return await StartAsync(
            $"""
            cafile {directory}/ca.pem
            certfile {directory}/server.pem
            keyfile {directory}/server.key
            require_certificate true
            """);
    }

    public async Task RunAsync()
    {
        _process = Process.Start(new ProcessStartInfo(Program, ["-c", Path.Combine(_directory, "m.conf")]) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        _process.BeginErrorReadLine();
        _process.BeginOutputReadLine();
        await Eventually.True(Listens, Clients.Limit);
    }

    /// <summary>SIGKILL: what is not saved is lost.</summary>
    public async Task KillAsync()
    {
        _process!.Kill();
        await _process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process!.HasExited)
        {
            await KillAsync();
        }

        _process.Dispose();
        Directory.Delete(_directory, recursive: true);
    }

    private static int FreePort()
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }

    private async Task<bool> Listens()
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(IPAddress.Loopback, Port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
