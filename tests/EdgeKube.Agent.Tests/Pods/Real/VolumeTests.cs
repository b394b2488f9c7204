using EdgeKube.Agent.Pods;
using EdgeKube.Api;
using EdgeKube.Testing;

namespace EdgeKube.Agent.Tests.Pods.Real;

/// <summary>Volumes of pods on real containerd; what counts is what the container sees.</summary>
public sealed class VolumeTests(PodNodeFixture fixture) : IClassFixture<PodNodeFixture>
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);
    private readonly PodNode _node = fixture.Node;

    [Fact]
    public async Task ConfigMapSecretAndFacts_Mounted_AreFilesOfTheSaidModes()
    {
        _node.Inputs.Add(Map("m1", ("a", "one"), ("b", "two")));
        _node.Inputs.Add(new Secret { Metadata = Meta("s1"), Data = new Dictionary<string, byte[]> { ["key"] = "hidden"u8.ToArray() } });
        var pod = Pod("files", "cat /m/a /m/sub/b /s/key /d/labels /p/x/b /p/key; echo; stat -L -c '%n %a' /m/a /m/sub/b /s/key; stat -f -c %T /s; touch /m/new 2>&1 | cut -d: -f3",
            [
                new Volume { Name = "m", ConfigMap = new() { Name = "m1", DefaultMode = 0x1A4, Items = [new() { Key = "a", Path = "a" }, new() { Key = "b", Path = "sub/b", Mode = 0x100 }] } },
                new Volume { Name = "s", Secret = new() { SecretName = "s1", DefaultMode = 0x120 } },
                new Volume { Name = "d", DownwardAPI = new() { Items = [new() { Path = "labels", FieldRef = new() { FieldPath = "metadata.labels" } }] } },
                new Volume
                {
                    Name = "p",
                    Projected = new()
                    {
                        Sources = [new() { ConfigMap = new() { Name = "m1", Items = [new() { Key = "b", Path = "x/b" }] } }, new() { Secret = new() { Name = "s1" } }],
                    },
                },
            ],
            Mount("m"), Mount("s"), Mount("d"), Mount("p"));
        pod = pod with { Metadata = pod.Metadata with { Labels = new Dictionary<string, string> { ["app"] = "x", ["tier"] = "\"q\"" } } };
        await using var manager = await RunAsync(pod);
        Assert.Equal(
            ["onetwohiddenapp=\"x\"", "tier=\"\\\"q\\\"\"twohidden", "/m/a 644", "/m/sub/b 400", "/s/key 440", "tmpfs", " Read-only file system"],
            await LinesAsync(pod, 7));
    }

    [Fact]
    public async Task ConfigMap_Changed_IsSwappedWhileTheContainerRuns()
    {
        _node.Inputs.Add(Map("m2", ("a", "old"), ("gone", "x")));
        var pod = Pod(
            "swap",
            "cat /m/a; echo; until [ \"$(cat /m/a)\" = new ]; do usleep 20000; done; ls /m; echo over",
            [new Volume { Name = "m", ConfigMap = new() { Name = "m2" } }],
            Mount("m"));
        await using var manager = await RunAsync(pod);
        Assert.Equal(["old"], await LinesAsync(pod, 1));
        _node.Inputs.Add(Map("m2", ("a", "new"), ("b", "y")));
        manager.InputsChanged();
        Assert.Equal(["old", "a", "b", "over"], await LinesAsync(pod, 4));
    }

    [Fact]
    public async Task Labels_Changed_AreSwappedWhileTheContainerRuns()
    {
        var pod = Pod(
            "relabelled",
            "cat /d/l; echo; until grep -q new /d/l; do usleep 20000; done; cat /d/l",
            [new Volume { Name = "d", DownwardAPI = new() { Items = [new() { Path = "l", FieldRef = new() { FieldPath = "metadata.labels" } }] } }],
            Mount("d"));
        await using var manager = await RunAsync(Labelled("old"));
        Assert.Equal(["app=\"old\""], await LinesAsync(pod, 1));
        manager.Upsert(new DesiredPod(Labelled("new")));
        Assert.Equal(["app=\"old\"", "app=\"new\""], await LinesAsync(pod, 2));

        Pod Labelled(string app) => pod with { Metadata = pod.Metadata with { Labels = new Dictionary<string, string> { ["app"] = app } } };
    }

    [Fact]
    public async Task Token_Renewed_IsSwappedAndReadableByThePodsUserOnly()
    {
        _node.Inputs.Tokens["vault"] = "first";
        var pod = Pod(
            "token",
            "cat /t/sub/token; echo; stat -L -c '%a %u' /t/sub/token; until [ \"$(cat /t/sub/token)\" = second ]; do usleep 20000; done; echo renewed",
            [new Volume { Name = "t", Projected = new() { Sources = [new() { ServiceAccountToken = new() { Audience = "vault", Path = "sub/token" } }] } }],
            Mount("t"));
        pod = pod with { Spec = pod.Spec! with { SecurityContext = new() { RunAsUser = 1234 } } };
        await using var manager = await RunAsync(pod);
        Assert.Equal(["first", "600 1234"], await LinesAsync(pod, 2));
        _node.Inputs.Tokens["vault"] = "second";
        manager.InputsChanged(pod.Uid);
        Assert.Equal("renewed", (await LinesAsync(pod, 3))[2]);
    }

    [Fact]
    public async Task ConfigMap_Missing_IsWaitedForAndTold()
    {
        var pod = Pod("late", "cat /m/a; echo", [new Volume { Name = "m", ConfigMap = new() { Name = "m3" } }], Mount("m"));
        await using var manager = _node.NewManager();
        manager.Upsert(new DesiredPod(pod));
        await Eventually.True(() => _node.Listener.EventsOf("late").Contains("Warning FailedMount MountVolume.SetUp failed for volume \"m\" : configmap \"m3\" not found"), Limit);
        Assert.Equal("ContainerCreating", _node.Listener.LastOf("late")!.Status.ContainerStatuses![0].State!.Waiting!.Reason);
        _node.Inputs.Add(Map("m3", ("a", "here")));
        manager.InputsChanged();
        Assert.Equal(["here"], await LinesAsync(pod, 1));
    }

    [Fact]
    public async Task EmptyDir_DiskAndMemory_AreSharedKeptOverARestartAndGoneWithThePod()
    {
        const string script = "echo $(cat /d/count /t/count 2>/dev/null | wc -c); printf x >> /d/count; printf x >> /t/count; grep ' /t ' /proc/mounts | cut -d' ' -f3; grep -o size=[0-9]*k /proc/mounts | grep 5120; stat -c %a /d; exit 1";
        var pod = Pod(
            "empty",
            script,
            [new Volume { Name = "d", EmptyDir = new() }, new Volume { Name = "t", EmptyDir = new() { Medium = "Memory", SizeLimit = Quantity.Parse("5Mi") } }],
            Mount("d"), Mount("t"));
        await using var manager = await RunAsync(pod);
        Assert.Equal(["0", "tmpfs", "size=5120k", "777"], await LinesAsync(pod, 4));
        Assert.Equal(["2", "tmpfs", "size=5120k", "777"], await LinesAsync(pod, 4, restart: 1));
        manager.Remove(new PodKey("default", "empty"));
        await _node.Listener.WaitForAsync("empty", "removed", report => report.Removed);
        Assert.DoesNotContain(pod.Uid, await File.ReadAllTextAsync("/proc/self/mountinfo"), StringComparison.Ordinal);
        Assert.Empty(_node.VolumeDirectories(pod.Uid));
    }

    [Theory]
    [InlineData("Directory", "a directory")]
    [InlineData("File", "a file")]
    [InlineData("Socket", "a socket file")]
    [InlineData("CharDevice", "a character device")]
    public async Task HostPath_OfAnotherType_IsRefusedInTheKubeletsWords(string type, string noun)
    {
        var path = type == "Directory" ? "/etc/passwd" : "/etc";
        var name = $"host-{type.ToLowerInvariant()}";
        var pod = Pod(name, "true", [new Volume { Name = "v", HostPath = new() { Path = path, Type = type } }], Mount("v"));
        await using var manager = _node.NewManager();
        manager.Upsert(new DesiredPod(pod));
        var told = $"Warning FailedMount MountVolume.SetUp failed for volume \"v\" : hostPath type check failed: {path} is not {noun}";
        await Eventually.True(() => _node.Listener.EventsOf(name).Contains(told), Limit);
        manager.Remove(new PodKey("default", name));
        await _node.Listener.WaitForAsync(name, "removed", report => report.Removed);
    }

    [Fact]
    public async Task HostPath_OrCreate_IsMadeWritableAndLeftWhenThePodGoes()
    {
        var host = Directory.CreateTempSubdirectory("ek-host-");
        try
        {
            var pod = Pod(
                "host",
                "echo data > /v/file; cat /n/null | wc -c; touch /r/x 2>&1 | cut -d: -f3; exec sleep 3600",
                [
                    new Volume { Name = "v", HostPath = new() { Path = $"{host}/made", Type = "DirectoryOrCreate" } },
                    new Volume { Name = "r", HostPath = new() { Path = host.FullName, Type = "" } },
                    new Volume { Name = "n", HostPath = new() { Path = "/dev", Type = "Directory" } },
                ],
                Mount("v"), Mount("n"), Mount("r") with { ReadOnly = true });
            await using var manager = await RunAsync(pod);
            Assert.Equal(["0", " Read-only file system"], await LinesAsync(pod, 2));
            manager.Remove(new PodKey("default", "host"));
            await _node.Listener.WaitForAsync("host", "removed", report => report.Removed);
            Assert.Equal("data\n", await File.ReadAllTextAsync($"{host}/made/file"));
        }
        finally
        {
            host.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task SubPath_FileDirectoryAndExpression_ShowThatPart()
    {
        _node.Inputs.Add(Map("m4", ("app.conf", "conf")));
        var pod = Pod(
            "parts",
            "cat /etc/app.conf; echo; echo hi > /logs/x; cat /all/parts/deep/x; exec sleep 3600",
            [new Volume { Name = "m", ConfigMap = new() { Name = "m4" } }, new Volume { Name = "e", EmptyDir = new() }],
            new VolumeMount { Name = "m", MountPath = "/etc/app.conf", SubPath = "app.conf" },
            new VolumeMount { Name = "e", MountPath = "/logs", SubPathExpr = "$(NAME)/deep" },
            new VolumeMount { Name = "e", MountPath = "/all" });
        pod = pod.With(container => container with { Env = [new EnvVar { Name = "NAME", Value = "parts" }] });
        await using var manager = await RunAsync(pod);
        Assert.Equal(["conf", "hi"], await LinesAsync(pod, 2));
        manager.Remove(new PodKey("default", "parts"));
        await _node.Listener.WaitForAsync("parts", "removed", report => report.Removed);
        Assert.DoesNotContain(pod.Uid, await File.ReadAllTextAsync("/proc/self/mountinfo"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task SubPath_ThatAContainerMadeALinkToTheNode_IsRefused()
    {
        var pod = Pod("escape", "ln -s /etc /e/out; exec sleep 3600", [new Volume { Name = "e", EmptyDir = new() }], Mount("e"));
        var victim = PodNode.Container("thief", "cat /x/passwd; exec sleep 3600") with { VolumeMounts = [new() { Name = "e", MountPath = "/x", SubPath = "out" }] };
        await using var manager = await RunAsync(pod);
        var path = _node.VolumeDirectories(pod.Uid).SelectMany(directory => Directory.GetDirectories(directory, "e", SearchOption.AllDirectories)).Single();
        await Eventually.True(() => new FileInfo($"{path}/out").LinkTarget == "/etc", Limit);
        manager.Upsert(new DesiredPod(pod with { Spec = pod.Spec! with { Containers = [.. pod.Spec.Containers, victim] } }));
        var refused = await _node.Listener.WaitForAsync("escape", "refused", report => report.Status.ContainerStatuses!.Any(status => status.State?.Waiting?.Reason == "CreateContainerConfigError"));
        Assert.StartsWith(
            "failed to prepare subPath for volumeMount \"e\" of container \"thief\": out: ",
            refused.Status.ContainerStatuses!.Single(status => status.Name == "thief").State!.Waiting!.Message,
            StringComparison.Ordinal);
    }

    private static ObjectMeta Meta(string name) => new() { Name = name, Namespace = "default" };

    private static ConfigMap Map(string name, params (string Key, string Value)[] data)
        => new() { Metadata = Meta(name), Data = data.ToDictionary(pair => pair.Key, pair => pair.Value) };

    private static VolumeMount Mount(string name) => new() { Name = name, MountPath = $"/{name}" };

    private static Pod Pod(string name, string script, IReadOnlyList<Volume> volumes, params VolumeMount[] mounts)
    {
        var pod = PodNode.Pod(name, script).With(container => container with { VolumeMounts = mounts });
        return pod with { Spec = pod.Spec! with { Volumes = volumes } };
    }

    private async Task<PodManager> RunAsync(Pod pod)
    {
        var manager = _node.NewManager();
        manager.Upsert(new DesiredPod(pod));
        await _node.Listener.WaitForAnyAsync(pod.Name, "started", report => report.Status.ContainerStatuses![0] is { State.Running: not null } or { State.Terminated: not null } or { RestartCount: > 0 });
        return manager;
    }

    // What the container printed, once it has printed so many lines.
    private async Task<IReadOnlyList<string>> LinesAsync(Pod pod, int count, int restart = 0)
    {
        IReadOnlyList<string> lines = [];
        await Eventually.True(
            () =>
            {
                lines = File.Exists(_node.LogPath(pod, "c", restart)) ? [.. File.ReadLines(_node.LogPath(pod, "c", restart)).Select(line => line.Split(' ', 4)[3])] : [];
                return lines.Count >= count;
            },
            Limit);
        return lines;
    }
}
