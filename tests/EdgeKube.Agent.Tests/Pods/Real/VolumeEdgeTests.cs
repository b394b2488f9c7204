using EdgeKube.Agent.Pods;
using EdgeKube.Api;
using EdgeKube.Testing;
using EdgeKube.Testing.Containerd;

namespace EdgeKube.Agent.Tests.Pods.Real;

/// <summary>Volumes at their edges, on real containerd: a container that races, each type of hostPath, mounts that pass between node and container.</summary>
public sealed class VolumeEdgeTests(PodNodeFixture fixture) : IClassFixture<PodNodeFixture>, IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    private readonly PodNode _node = fixture.Node;
    private readonly DirectoryInfo _host = Directory.CreateTempSubdirectory("ek-edge-");

    public void Dispose() => _host.Delete(recursive: true);

    [Fact]
    public async Task SubPath_WhileAContainerSwapsItForALink_NeverShowsTheNode()
    {
        const int Thieves = 12;
        Directory.CreateDirectory($"{_host}/deep");
        await File.WriteAllTextAsync($"{_host}/deep/secret", "x");
        var racer = With("racer", $"while true; do mkdir -p /e/part/deep; rm -rf /e/part; ln -s {_host} /e/part; rm -rf /e/part; done", Mount("e"));
        var thieves = Enumerable.Range(0, Thieves).Select(i => With($"t{i}", "echo looked; ls /x; exec sleep 3600", new VolumeMount { Name = "e", MountPath = "/x", SubPath = "part/deep" }));
        var pod = Pod("race", [new Volume { Name = "e", EmptyDir = new() }], [racer, .. thieves]);
        await using var manager = _node.NewManager();
        manager.Upsert(new DesiredPod(pod));

        // Each has either got a part of the volume or been refused; both happen.
        await _node.Listener.WaitForAsync("race", "tried", report => report.Status.ContainerStatuses!.Skip(1).All(thief =>
            thief.State is { Running: not null } or { Waiting.Reason: "CreateContainerConfigError" or "CreateContainerError" }));
        var logs = Enumerable.Range(0, Thieves).Select(i => _node.LogPath(pod, $"t{i}")).Where(File.Exists).Select(File.ReadAllText).ToArray();
        Assert.DoesNotContain(logs, log => log.Contains("secret", StringComparison.Ordinal));
        manager.Remove(new PodKey("default", "race"));
        await _node.Listener.WaitForAsync("race", "removed", report => report.Removed);
        Assert.Equal("x", await File.ReadAllTextAsync($"{_host}/deep/secret"));
        Assert.Empty(_node.VolumeDirectories(pod.Uid));
    }

    [Fact]
    public async Task HostPath_OfEachTypeThatIsThere_IsSeen()
    {
        await File.WriteAllTextAsync($"{_host}/file", "kept\n");
        using var socket = new System.Net.Sockets.Socket(System.Net.Sockets.AddressFamily.Unix, System.Net.Sockets.SocketType.Stream, System.Net.Sockets.ProtocolType.Unspecified);
        socket.Bind(new System.Net.Sockets.UnixDomainSocketEndPoint($"{_host}/sock"));
        var volumes = new[] { Host("made", "made", "FileOrCreate"), Host("file", "file", "File"), Host("sock", "sock", "Socket"), new Volume { Name = "null", HostPath = new() { Path = "/dev/null", Type = "CharDevice" } } };
        var pod = Pod("types", volumes, [With("c", "echo new >> /made; cat /file; [ -S /sock ] && echo socket; [ -c /null ] && echo device; exec sleep 3600", [.. volumes.Select(volume => Mount(volume.Name))])]);
        await using var manager = _node.NewManager();
        manager.Upsert(new DesiredPod(pod));
        await SaysAsync(pod, "c", ["kept", "socket", "device"]);
        Assert.Equal("new\n", await File.ReadAllTextAsync($"{_host}/made"));
        await EndAsync(manager, "types");
        Assert.True(File.Exists($"{_host}/made"));
    }

    [Fact]
    public async Task HostPath_BlockDevice_IsToldFromOthers()
    {
        var pod = Pod("block", [new Volume { Name = "v", HostPath = new() { Path = "/dev/null", Type = "BlockDevice" } }], [With("c", "true", Mount("v"))]);
        await using var manager = _node.NewManager();
        manager.Upsert(new DesiredPod(pod));
        await Eventually.True(
            () => _node.Listener.EventsOf("block").Contains("Warning FailedMount MountVolume.SetUp failed for volume \"v\" : hostPath type check failed: /dev/null is not a block device"), Limit);
        await EndAsync(manager, "block");
    }

    [Fact]
    public async Task MountPropagation_OfEachKind_PassesWhatItSays()
    {
        var shared = Directory.CreateDirectory($"{_host}/shared").FullName;
        Command.MustRun("mount", "--bind", shared, shared);
        try
        {
            Command.MustRun("mount", "--make-rshared", shared);
            var volume = new Volume { Name = "v", HostPath = new() { Path = shared, Type = "Directory" } };
            var both = With("both", "mkdir /v/inner; mount -t tmpfs none /v/inner; touch /v/inner/made; echo mounted; exec sleep 3600", Mount("v") with { MountPropagation = "Bidirectional" })
                with
            { SecurityContext = new() { Privileged = true } };
            var follows = With("follows", "until [ -e /v/inner/made ]; do usleep 20000; done; echo seen; exec sleep 3600", Mount("v") with { MountPropagation = "HostToContainer" });
            var alone = With("alone", "until [ -e /v/go ]; do usleep 20000; done; ls /v/inner | wc -l; exec sleep 3600", Mount("v"));
            var pod = Pod("passes", [volume], [alone, follows, both]);
            await using var manager = _node.NewManager();
            manager.Upsert(new DesiredPod(pod));
            await SaysAsync(pod, "follows", ["seen"]);
            Assert.True(File.Exists($"{shared}/inner/made"));
            await File.WriteAllTextAsync($"{shared}/go", "");
            await SaysAsync(pod, "alone", ["0"]);
            await EndAsync(manager, "passes");
        }
        finally
        {
            Command.Run("umount", "-l", $"{shared}/inner");
            Command.MustRun("umount", "-l", shared);
        }
    }

    private Task SaysAsync(Pod pod, string container, string[] lines) => Eventually.True(
        () => File.Exists(_node.LogPath(pod, container)) && File.ReadLines(_node.LogPath(pod, container)).Select(line => line.Split(' ', 4)[3]).SequenceEqual(lines), Limit);

    private async Task EndAsync(PodManager manager, string name)
    {
        manager.Remove(new PodKey("default", name));
        await _node.Listener.WaitForAsync(name, "removed", report => report.Removed);
    }

    private Volume Host(string name, string path, string type) => new() { Name = name, HostPath = new() { Path = $"{_host}/{path}", Type = type } };

    private static VolumeMount Mount(string name) => new() { Name = name, MountPath = $"/{name}" };

    private static Container With(string name, string script, params VolumeMount[] mounts) => PodNode.Container(name, script) with { VolumeMounts = mounts };

    private static Pod Pod(string name, IReadOnlyList<Volume> volumes, IReadOnlyList<Container> containers)
    {
        var pod = PodNode.Pod(name);
        return pod with { Spec = pod.Spec! with { Volumes = volumes, Containers = containers } };
    }
}
