using System.Diagnostics;
using System.Net.Sockets;
using System.Text;
using EdgeKube.EndToEnd.Harness;
using EdgeKube.Testing;

namespace EdgeKube.EndToEnd;

/// <summary>The published programs under what stands for systemd here: the socket that sd_notify writes to.</summary>
public sealed class ServiceTests : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(90);

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("ek-service-");

    public void Dispose() => _directory.Delete(recursive: true);

    [Fact]
    public Task Agent_StartAndTerm_SaysReadyAndStoppingAndEndsInOrder() => SaysReadyAndStoppingAsync("edgekube-agent", $"""
        nodeName: n1
        dataDir: {_directory}/data
        runDir: {_directory}/run
        podLogsDir: {_directory}/pods
        containerdSocket: {_directory}/containerd.sock
        """);

    [Fact]
    public Task Controller_StartAndTerm_SaysReadyAndStoppingAndEndsInOrder() => SaysReadyAndStoppingAsync("edgekube-controller", $"""
        dataDir: {_directory}/data
        listen:
        - 127.0.0.1:0
        """);

    private async Task SaysReadyAndStoppingAsync(string program, string configuration)
    {
        var socketPath = Path.Combine(_directory.FullName, "notify");
        var configPath = Path.Combine(_directory.FullName, "config.yaml");
        await File.WriteAllTextAsync(configPath, configuration);
        using var notify = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        notify.Bind(new UnixDomainSocketEndPoint(socketPath));

        var start = new ProcessStartInfo(Path.Combine(Repository.Root, "out", "bin", program), ["--config", configPath]) { RedirectStandardError = true };
        start.Environment["NOTIFY_SOCKET"] = socketPath;
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        try
        {
            Assert.Equal("READY=1", await ReceiveAsync(notify));
            await Shell.RunAsync("kill", ["-TERM", $"{process.Id}"]);
            Assert.Equal("STOPPING=1", await ReceiveAsync(notify));
            using var limit = new CancellationTokenSource(Limit);
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            Assert.Fail($"{program} did not speak or did not end in time: {await errors}");
        }

        Assert.True(process.ExitCode == 0, await errors);
    }

    private static async Task<string> ReceiveAsync(Socket socket)
    {
        var buffer = new byte[4096];
        using var limit = new CancellationTokenSource(Limit);
        while (true)
        {
            var said = Encoding.UTF8.GetString(buffer, 0, await socket.ReceiveAsync(buffer, SocketFlags.None, limit.Token));
            if (!said.StartsWith("STATUS=", StringComparison.Ordinal))
            {
                return said;
            }
        }
    }
}
