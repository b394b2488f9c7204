using System.Diagnostics;
using System.Net.Sockets;
using System.Text;
using EdgeKube.EndToEnd.Harness;
using EdgeKube.Testing;

namespace EdgeKube.EndToEnd;

/// <summary>
/// The published agent ends as systemd would end it, the unit's own ExecStopPost line runs with the variables that systemd gives it, and the next
/// agent says why.
/// </summary>
public sealed class BlackBoxTests : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(90);
    private static readonly string Unit = Path.Combine(Repository.Root, "packaging", "deb", "agent", "edgekube-agent.service");
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("ek-blackbox-");

    public void Dispose() => _directory.Delete(recursive: true);

    [Theory]
    [InlineData("watchdog", "killed", "KILL", "AgentWatchdog")]
    [InlineData("oom-kill", "killed", "KILL", "AgentOOMKilled")]
    [InlineData("signal", "killed", "SEGV", "AgentCrashed")]
    [InlineData("exit-code", "exited", "134", "AgentCrashed")]
    public async Task Agent_EndedBySystemd_TheNextOneSaysWhy(string result, string code, string status, string reason)
    {
        await WriteConfigurationAsync();
        using (var first = await StartAsync())
        {
            Assert.Equal("READY=1", await first.HearAsync("READY"));

            // Within the limit that it was given, and again.
            Assert.Equal("WATCHDOG=1", await first.HearAsync("WATCHDOG"));
            Assert.Equal("WATCHDOG=1", await first.HearAsync("WATCHDOG"));
            await first.KillAsync();
        }

        await StopPostAsync(result, code, status);

        using var second = await StartAsync();
        Assert.Equal("STATUS=Node n1: container runtime is down", (await second.HearAsync("STATUS"))[..41]);
        await Eventually.True(() => second.Log.Contains($"Former run ended: {reason}\n", StringComparison.Ordinal), Limit);
        Assert.False(File.Exists(Path.Combine(_directory.FullName, "run", "agent-stop")), "what was read is not read again");
        await second.KillAsync();
    }

    [Fact]
    public void Unit_WatchesTheAgentAndTellsTheNextOneHowItEnded()
    {
        var lines = File.ReadAllLines(Unit);

        Assert.Contains("Type=notify", lines);
        Assert.Contains("WatchdogSec=60", lines);
        Assert.Contains("Restart=always", lines);
        Assert.Single(lines, line => line.StartsWith("ExecStopPost=-", StringComparison.Ordinal));
    }

    private Task WriteConfigurationAsync() => File.WriteAllTextAsync(
        Path.Combine(_directory.FullName, "agent.yaml"),
        $"nodeName: n1\ndataDir: {_directory}/data\nrunDir: {_directory}/run\npodLogsDir: {_directory}/pods\ncontainerdSocket: {_directory}/containerd.sock\n");

    // The shell takes the line apart as systemd does; only the place is another.
    private async Task StopPostAsync(string result, string code, string status)
    {
        var line = File.ReadLines(Unit).Single(line => line.StartsWith("ExecStopPost=-", StringComparison.Ordinal))["ExecStopPost=-".Length..];
        Assert.Contains("/run/edgekube/agent-stop", line, StringComparison.Ordinal);
        var ended = await Shell.RunAsync(
            "/bin/sh",
            ["-c", line.Replace("/run/edgekube", Path.Combine(_directory.FullName, "run"), StringComparison.Ordinal)],
            environment: new Dictionary<string, string> { ["SERVICE_RESULT"] = result, ["EXIT_CODE"] = code, ["EXIT_STATUS"] = status });
        Assert.True(ended.ExitCode == 0, ended.ToString());
    }

    private Task<Service> StartAsync() => Service.StartAsync(_directory.FullName);

    private sealed class Service : IDisposable
    {
        private readonly Socket _notify;
        private readonly Process _process;
        private readonly StringBuilder _log = new();

        private Service(Socket notify, Process process)
        {
            (_notify, _process) = (notify, process);
            process.ErrorDataReceived += (_, line) =>
            {
                lock (_log)
                {
                    _log.Append(line.Data).Append('\n');
                }
            };
            process.BeginErrorReadLine();
        }

        public string Log
        {
            get
            {
                lock (_log)
                {
                    return _log.ToString();
                }
            }
        }

        public static Task<Service> StartAsync(string directory)
        {
            var path = Path.Combine(directory, "notify");
            File.Delete(path);
            var notify = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
            notify.Bind(new UnixDomainSocketEndPoint(path));
            var start = new ProcessStartInfo(Path.Combine(Repository.Root, "out", "bin", "edgekube-agent"), ["--config", Path.Combine(directory, "agent.yaml")])
            {
                RedirectStandardError = true,
            };
            start.Environment["NOTIFY_SOCKET"] = path;
            start.Environment["WATCHDOG_USEC"] = "600000";
            return Task.FromResult(new Service(notify, Process.Start(start)!));
        }

        /// <summary>The next message of that kind.</summary>
        public async Task<string> HearAsync(string kind)
        {
            var buffer = new byte[4096];
            using var limit = new CancellationTokenSource(Limit);
            while (true)
            {
                var said = Encoding.UTF8.GetString(buffer, 0, await _notify.ReceiveAsync(buffer, SocketFlags.None, limit.Token));
                if (said.StartsWith(kind, StringComparison.Ordinal))
                {
                    return said;
                }
            }
        }

        public async Task KillAsync()
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }

        public void Dispose()
        {
            if (!_process.HasExited)
            {
                _process.Kill();
            }

            _process.Dispose();
            _notify.Dispose();
        }
    }
}
