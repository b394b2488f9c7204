using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace EdgeKube.Testing.Processes;

/// <summary>A real mosquitto broker on a free port, of loopback unless said otherwise, with its state in a directory of its own. Ended with the test.</summary>
public sealed class Mosquitto : IAsyncDisposable
{
    private const string Program = "/usr/sbin/mosquitto";
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    private Process? _process;

    /// <summary>Where its configuration lies, and what else it is given.</summary>
    public string Directory { get; } = System.IO.Directory.CreateTempSubdirectory("ek-mosquitto-").FullName;

    public IPAddress Address { get; init; } = IPAddress.Loopback;

    public int Port { get; } = LoopbackPort.Free();

    /// <param name="settings">Below the listener's own line.</param>
    public async Task StartAsync(string settings)
    {
        Write("m.conf", $"listener {Port} {Address}\nuser root\n{settings}\n");
        await RunAsync();
    }

    /// <summary>Starts it, again where it was killed.</summary>
    public async Task RunAsync()
    {
        _process = Process.Start(new ProcessStartInfo(Program, ["-c", PathOf("m.conf")]) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        _process.BeginErrorReadLine();
        _process.BeginOutputReadLine();
        await Eventually.True(ListensAsync, Limit);
    }

    /// <summary>SIGKILL: what is not saved is lost.</summary>
    public async Task KillAsync()
    {
        _process!.Kill();
        await _process.WaitForExitAsync();
    }

    public string PathOf(string name) => Path.Combine(Directory, name);

    public void Write(string name, string text) => File.WriteAllText(PathOf(name), text);

    public async ValueTask DisposeAsync()
    {
        if (_process is { HasExited: false })
        {
            await KillAsync();
        }

        _process?.Dispose();
        System.IO.Directory.Delete(Directory, recursive: true);
    }

    private async Task<bool> ListensAsync()
    {
        using var socket = new Socket(Address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(Address, Port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
