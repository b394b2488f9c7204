using EdgeKube.Agent.Pods;
using EdgeKube.Api;
using EdgeKube.Testing;

namespace EdgeKube.Agent.Tests.Pods.Real;

/// <summary>Volumes of claims, runtime classes and the limit of processes, as containers see them.</summary>
public sealed class ClaimTests(PodNodeFixture fixture) : IClassFixture<PodNodeFixture>, IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);
    private readonly PodNode _node = fixture.Node;
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("ek-claim-");

    public void Dispose() => _data.Delete(recursive: true);

    [Fact]
    public async Task LocalVolume_OfAClaim_IsSharedOutlivesThePodAndGetsItsGroup()
    {
        File.WriteAllText($"{_data}/before", "kept\n");
        File.CreateSymbolicLink($"{_data}/link", "/etc/passwd");
        _node.Inputs.Claims["data"] = new ClaimedVolume { Volume = "pv", Path = _data.FullName, IsLocal = true };
        var pod = Pod("local", "cat /v/before; stat -c '%g %a' /v /v/before; echo new > /v/after; stat -c %g /part; exec sleep 3600", 4321);
        pod = pod.With(container => container with { VolumeMounts = [.. container.VolumeMounts!, new VolumeMount { Name = "v", MountPath = "/part", SubPath = "sub" }] });
        await using var manager = _node.NewManager();
        manager.Upsert(new DesiredPod(pod));

        await LogAsync(pod, "kept\n4321 2770\n4321 664\n4321\n");
        manager.Remove(new PodKey("default", "local"));
        await _node.Listener.WaitForAsync("local", "removed", report => report.Removed);

        Assert.Equal("new\n", await File.ReadAllTextAsync($"{_data}/after"));
        Assert.DoesNotContain(pod.Uid, await File.ReadAllTextAsync("/proc/self/mountinfo"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task LocalVolume_OnRootMismatchAndReadOnly_LeaveWhatIsThere()
    {
        File.WriteAllText($"{_data}/file", "x\n");
        File.SetUnixFileMode($"{_data}/file", UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.SetUnixFileMode(_data.FullName, (UnixFileMode)0x1F8 | UnixFileMode.SetGroup);
        Testing.Containerd.Command.MustRun("chgrp", "4322", _data.FullName);
        _node.Inputs.Claims["root"] = new ClaimedVolume { Volume = "pv", Path = _data.FullName, IsLocal = true };
        var pod = Pod("mismatch", "stat -c '%g %a' /v/file; touch /v/x 2>&1 | cut -d: -f3; exec sleep 3600", 4322, claim: "root", isReadOnly: false);
        pod = pod with { Spec = pod.Spec! with { SecurityContext = new() { FsGroup = 4322, FsGroupChangePolicy = "OnRootMismatch" }, Volumes = [pod.Spec.Volumes![0]] } };
        pod = pod.With(container => container with { VolumeMounts = [container.VolumeMounts![0] with { ReadOnly = true }] });
        await using var manager = _node.NewManager();
        manager.Upsert(new DesiredPod(pod));

        await LogAsync(pod, "0 600\n Read-only file system\n");
    }

    [Fact]
    public async Task Claim_NotBoundYet_IsWaitedFor()
    {
        var pod = Pod("unbound", "echo started; exec sleep 3600", null, "later");
        await using var manager = _node.NewManager();
        manager.Upsert(new DesiredPod(pod));
        await Eventually.True(
            () => _node.Listener.EventsOf("unbound").Contains("Warning FailedMount MountVolume.SetUp failed for volume \"v\" : persistentvolumeclaim \"later\" is not bound to a volume of this node"), Limit);
        _node.Inputs.Claims["later"] = new ClaimedVolume { Volume = "pv", Path = $"{_data}/made", Type = "DirectoryOrCreate" };
        manager.InputsChanged();

        await LogAsync(pod, "started\n");
        Assert.True(Directory.Exists($"{_data}/made"));
    }

    [Fact]
    public async Task RuntimeClass_KnownAndUnknown_IsTheRuntimesHandler()
    {
        _node.Inputs.RuntimeHandlers["usual"] = "runc";
        _node.Inputs.RuntimeHandlers["strange"] = "nowhere";
        await using var manager = _node.NewManager();
        foreach (var name in new[] { "usual", "strange", "missing" })
        {
            var pod = PodNode.Pod($"class-{name}");
            manager.Upsert(new DesiredPod(pod with { Spec = pod.Spec! with { RuntimeClassName = name } }));
        }

        await _node.Listener.WaitForRunningAsync("class-usual");
        await Eventually.True(() => _node.Listener.EventsOf("class-missing").Contains("Warning FailedCreatePodSandBox Failed to create pod sandbox: RuntimeClass \"missing\" not found"), Limit);
        await Eventually.True(() => _node.Listener.EventsOf("class-strange").Any(told => told.Contains("no runtime for \"nowhere\" is configured", StringComparison.Ordinal)), Limit);
    }

    [Fact]
    public async Task ProcessLimit_OfThePod_HoldsForItsContainersTogether()
    {
        await using var manager = _node.NewManager(maxPids: 40);
        var pod = PodNode.Pod("forks", "i=0; while [ $i -lt 60 ]; do sleep 3600 & i=$((i+1)); done; echo unlimited; wait") with { };
        manager.Upsert(new DesiredPod(pod));

        await Eventually.True(() => File.Exists(_node.LogPath(pod, "c")) && _node.ReadLog(pod, "c").Contains("can't fork", StringComparison.Ordinal), Limit);
        Assert.DoesNotContain("unlimited", _node.ReadLog(pod, "c"), StringComparison.Ordinal);
    }

    private static Pod Pod(string name, string script, long? group, string claim = "data", bool isReadOnly = false)
    {
        var pod = PodNode.Pod(name, script).With(container => container with { VolumeMounts = [new VolumeMount { Name = "v", MountPath = "/v" }] });
        return pod with
        {
            Spec = pod.Spec! with
            {
                SecurityContext = new() { FsGroup = group },
                Volumes = [new Volume { Name = "v", PersistentVolumeClaim = new() { ClaimName = claim, ReadOnly = isReadOnly } }],
            },
        };
    }

    private async Task LogAsync(Pod pod, string expected)
    {
        var seen = "";
        try
        {
            await Eventually.True(() => (seen = Log(pod)) == expected, Limit);
        }
        catch (TimeoutException)
        {
            Assert.Fail($"{expected} expected, {seen} found\n{string.Join('\n', _node.Listener.EventsOf(pod.Name))}");
        }
    }

    private string Log(Pod pod) => File.Exists(_node.LogPath(pod, "c"))
        ? string.Concat(_node.ReadLog(pod, "c").Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' ', 4)[3] + "\n"))
        : "";
}
