using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using EdgeKube.Testing;

namespace EdgeKube.Cli.Tests;

/// <summary>The real controller, as a program of its own on a free port with an empty store.</summary>
public sealed class ControllerProcess : IAsyncLifetime
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);
    private readonly string _directory = Directory.CreateTempSubdirectory("ek-cli-").FullName;
    private Process? _process;

    public string Url { get; private set; } = "";

    public async Task InitializeAsync()
    {
        var port = FreePort();
        Url = $"mqtt://127.0.0.1:{port}";
        var start = new ProcessStartInfo("dotnet", ["exec", "--roll-forward", "Major", FindProgram()]) { RedirectStandardError = true, RedirectStandardOutput = true };
        start.Environment["EDGEKUBE_CONTROLLER_DATA_DIR"] = _directory;
        start.Environment["EDGEKUBE_CONTROLLER_LISTEN"] = "";
        start.Environment["EDGEKUBE_CONTROLLER_INSECURE_LISTEN"] = $"127.0.0.1:{port}";
        _process = Process.Start(start)!;
        _process.ErrorDataReceived += (_, _) => { };
        _process.OutputDataReceived += (_, _) => { };
        _process.BeginErrorReadLine();
        _process.BeginOutputReadLine();
        await Eventually.True(() => AnswersAsync(port), StartLimit);
    }

    public async Task DisposeAsync()
    {
        if (_process is { } process)
        {
            process.Kill();
            await process.WaitForExitAsync();
            process.Dispose();
        }

        Directory.Delete(_directory, recursive: true);
    }

    private static string FindProgram()
    {
        // The same configuration and framework as these tests: .../bin/Debug/net9.0/
        var framework = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd('/'));
        return Path.Combine(
            Repository.Root, "controller", "EdgeKube.Controller", "bin", framework.Parent!.Name, framework.Name, "edgekube-controller.dll");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static async Task<bool> AnswersAsync(int port)
    {
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(IPAddress.Loopback, port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
