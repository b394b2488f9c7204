using System.Net;
using System.Net.Sockets;
using EdgeKube.Agent.Pods;
using EdgeKube.Api;
using EdgeKube.Testing;
using EdgeKube.Testing.Containerd;

namespace EdgeKube.Agent.Tests.Pods.Real;

/// <summary>What a pod shares with the node and its containers with each other, as seen from inside.</summary>
public sealed class SharingTests(PodNodeFixture fixture) : IClassFixture<PodNodeFixture>
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);
    private readonly PodNode _node = fixture.Node;

    [Theory]
    [InlineData("share", "pause")]
    [InlineData("host", "node")]
    [InlineData("own", "sh")]
    public async Task Processes_SharedAsAsked_AreSeen(string kind, string first)
    {
        var pod = PodNode.Pod($"pid-{kind}", "cat /proc/1/comm; readlink /proc/self/ns/ipc; exec sleep 3600");
        pod = pod with { Spec = pod.Spec! with { HostPID = kind == "host", HostIPC = kind == "host", ShareProcessNamespace = kind == "share" ? true : null } };
        var lines = await RunAsync(pod, "c", 2);
        Assert.Equal(first == "node" ? File.ReadAllText("/proc/1/comm").Trim() : first, lines[0]);
        Assert.Equal(kind == "host", lines[1] == new FileInfo("/proc/self/ns/ipc").LinkTarget);
    }

    [Fact]
    public async Task EphemeralContainer_AddedToARunningPod_SeesItsTargetsProcessesOnce()
    {
        var pod = PodNode.Pod("debugged", "exec sleep 4242");
        await using var manager = _node.NewManager();
        manager.Upsert(new DesiredPod(pod));
        var id = (await _node.Listener.WaitForRunningAsync("debugged")).Status.ContainerStatuses![0].ContainerID;
        var added = new EphemeralContainer
        {
            Name = "dbg",
            Image = EdgeKube.Testing.Containerd.TestImages.Busybox,
            ImagePullPolicy = "IfNotPresent",
            Command = ["sh", "-c", "tr '\\0' ' ' < /proc/1/cmdline; echo; exit 6"],
            TargetContainerName = "c",
        };
        manager.Upsert(new DesiredPod(pod with { Metadata = pod.Metadata with { Generation = 2 }, Spec = pod.Spec! with { EphemeralContainers = [added] } }));

        var report = await _node.Listener.WaitForAsync("debugged", "looked at", told => told.Status.EphemeralContainerStatuses?[0].State?.Terminated is not null);
        Assert.Equal((6, 0), (report.Status.EphemeralContainerStatuses![0].State!.Terminated!.ExitCode, report.Status.EphemeralContainerStatuses[0].RestartCount));
        Assert.Equal((id, "Running"), (report.Status.ContainerStatuses![0].ContainerID, report.Status.Phase));
        Assert.Contains("F sleep 4242", _node.ReadLog(pod, "dbg"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tty_Asked_IsATerminal()
    {
        var pod = PodNode.Pod("tty", "test -t 1 && echo terminal; exec sleep 3600").With(container => container with { Tty = true, Stdin = true });
        Assert.Equal("terminal", (await RunAsync(pod, "c", 1))[0].TrimEnd('\r'));
    }

    [Fact]
    public async Task Hostname_SetAsFqdn_IsTheFullName()
    {
        var pod = PodNode.Pod("fqdn", "cat /proc/sys/kernel/hostname; exec sleep 3600");
        pod = pod with { Spec = pod.Spec! with { Hostname = "h", Subdomain = "s", SetHostnameAsFQDN = true } };
        Assert.Equal("h.s.default.svc.cluster.local", (await RunAsync(pod, "c", 1))[0]);
    }

    [Fact]
    public async Task PodAsAWhole_OverridesItsNameAndBoundsItsContainer_AsSeenFromInside()
    {
        var pod = PodNode.Pod("whole", "cat /proc/sys/kernel/hostname; tail -n 1 /etc/hosts | cut -f 2; echo $MEMORY; exec sleep 3600").With(container => container with
        {
            Env = [new EnvVar { Name = "MEMORY", ValueFrom = new EnvVarSource { ResourceFieldRef = new ResourceFieldSelector { Resource = "limits.memory" } } }],
        });
        var own = new ResourceRequirements { Limits = new Dictionary<string, Quantity> { ["memory"] = Quantity.Parse("48Mi") } };
        pod = pod with { Spec = pod.Spec! with { Hostname = "h", Subdomain = "s", HostnameOverride = "pc-1.site.example", HostUsers = true, Resources = own } };
        Assert.Equal(["pc-1.site.example", "pc-1.site.example", $"{48 << 20}"], await RunAsync(pod, "c", 3));
    }

    [Fact]
    public async Task HostPort_OfAPod_LeadsToItAndGoesWithIt()
    {
        var port = FreePort();
        var pod = PodNode.Pod("ports", "while true; do echo answered | nc -l -p 80; done").With(container => container with
        {
            Ports = [new ContainerPort { Port = 80, HostPort = port, Protocol = "TCP" }],
        });
        var listener = new RecordingListener();
        await using var manager = _node.NewManager(listener);
        manager.Upsert(new DesiredPod(pod));
        await listener.WaitForRunningAsync("ports");
        await Eventually.True(async () => await AskAsync(port) == "answered", Limit);
        manager.Remove(new PodKey("default", "ports"));
        await listener.WaitForAsync("ports", "removed", report => report.Removed);
        Assert.DoesNotContain(pod.Uid.Replace('-', '_'), Command.Run("nft", "list", "tables").Output, StringComparison.Ordinal);
        Assert.Null(await AskAsync(port));
    }

    private async Task<string[]> RunAsync(Pod pod, string container, int lines)
    {
        var listener = new RecordingListener();
        await using var manager = _node.NewManager(listener);
        manager.Upsert(new DesiredPod(pod));
        await listener.WaitForRunningAsync(pod.Name);
        await Eventually.True(() => Lines().Length >= lines, Limit);
        var seen = Lines();
        manager.Remove(new PodKey(pod.Namespace, pod.Name));
        await listener.WaitForAsync(pod.Name, "removed", report => report.Removed);
        return seen;

        string[] Lines() => File.Exists(_node.LogPath(pod, container))
            ? [.. _node.ReadLog(pod, container).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' ', 4)[3])]
            : [];
    }

    private static async Task<string?> AskAsync(int port)
    {
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(IPAddress.Loopback, port);
            using var reader = new StreamReader(client.GetStream());
            return await reader.ReadLineAsync();
        }
        catch (Exception failed) when (failed is SocketException or IOException)
        {
            return null;
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Any, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
