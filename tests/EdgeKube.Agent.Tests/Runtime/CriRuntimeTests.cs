using System.Net;
using System.Text;
using EdgeKube.Agent.Runtime;
using EdgeKube.Testing;
using EdgeKube.Testing.Containerd;

namespace EdgeKube.Agent.Tests.Runtime;

[Collection(RuntimeCollection.Name)]
public sealed class CriRuntimeTests(RuntimeFixture fixture)
{
    private readonly IContainerRuntime _runtime = fixture.Runtime;

    [Fact]
    public async Task GetVersion_RealContainerd_IsNamed()
    {
        var version = await _runtime.GetVersionAsync(default);

        Assert.Equal("containerd", version.Name);
        Assert.NotEmpty(version.Version);
    }

    [Fact]
    public async Task GetStatus_WithNetworkConfiguration_IsReady()
    {
        await Eventually.True(async () => (await _runtime.GetStatusAsync(default)).NetworkReady, TimeSpan.FromSeconds(10));

        Assert.Equal(new RuntimeStatus(true, true, ""), await _runtime.GetStatusAsync(default));
        Assert.Equal(PrivateContainerd.DefaultSandboxImage, await _runtime.GetSandboxImageAsync(default));
    }

    [Fact]
    public async Task RunPodSandbox_WithBridgeNetwork_HasAddressLabelsAndIsListed()
    {
        await using var pod = await fixture.RunPodAsync("address");

        var status = await _runtime.FindPodSandboxAsync(pod.Id, default);
        Assert.NotNull(status);
        Assert.StartsWith(fixture.Containerd.Subnet[..^4], status.IP, StringComparison.Ordinal);
        Assert.True(IPAddress.TryParse(status.IP, out _));
        Assert.True(status.Sandbox.Ready);
        Assert.Equal(pod.Config.Uid, status.Sandbox.Uid);
        Assert.Equal("a=b", status.Sandbox.Annotations["edgekube.io/test"]);

        var listed = Assert.Single(await _runtime.ListPodSandboxesAsync(pod.Config.Labels, default));
        Assert.Equal((pod.Id, "address", "default"), (listed.Id, listed.Name, listed.Namespace));
    }

    [Fact]
    public async Task StartContainer_ThatEnds_LeavesExitCodeAndLog()
    {
        await using var pod = await fixture.RunPodAsync("ends");
        var container = await pod.StartAsync("main", "sh", "-c", "echo out; echo err >&2; exit 7");

        var status = await pod.WaitForExitAsync(container);

        Assert.Equal((7, "Error"), (status.ExitCode, status.Reason));

        // containerd notes the start when its own call returns; a container that ends at once may by then have ended.
        Assert.True(status.StartedAt >= status.CreatedAt && status.FinishedAt >= status.CreatedAt);
        Assert.Equal(Path.Combine(pod.Config.LogDirectory, "main/0.log"), status.LogPath);
        await TestPod.WaitForLogAsync(status.LogPath, " stdout F out\n");
        await TestPod.WaitForLogAsync(status.LogPath, " stderr F err\n");
    }

    [Fact]
    public async Task StartContainer_WithEnvironmentMountAndLimits_SeesThem()
    {
        await using var pod = await fixture.RunPodAsync("config");
        var file = Path.Combine(pod.Config.LogDirectory, "given");
        await File.WriteAllTextAsync(file, "mounted");
        var container = await pod.CreateAsync(new ContainerConfig
        {
            Name = "main",
            ImageId = TestImages.Busybox,
            Command = ["sh", "-c", "echo $GREETING $(cat /given) $(pwd) $(id -u) $(hostname); touch /given || echo read-only"],
            LogPath = "main/0.log",
            WorkingDir = "/tmp",
            Env = [new("GREETING", "hello")],
            Mounts = [new ContainerMount("/given", file, ReadOnly: true)],
            Resources = new ContainerResources { CpuPeriod = 100_000, CpuQuota = 50_000, CpuShares = 512, MemoryLimitBytes = 64 << 20 },
            Security = new ContainerSecurity { RunAsUser = 65534 },
        });

        await _runtime.StartContainerAsync(container, default);
        var status = await pod.WaitForExitAsync(container);

        await TestPod.WaitForLogAsync(status.LogPath, "hello mounted /tmp 65534 config\n");
        await TestPod.WaitForLogAsync(status.LogPath, "read-only\n");
    }

    [Fact]
    public async Task StartContainer_CommandThatDoesNotExist_FailsByName()
    {
        await using var pod = await fixture.RunPodAsync("no-command");

        var failure = await Assert.ThrowsAsync<RuntimeException>(() => pod.StartAsync("main", "/no/such/program"));

        Assert.Contains("/no/such/program", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ExecSync_InRunningContainer_ReturnsCodeAndOutput()
    {
        await using var pod = await fixture.RunPodAsync("exec");
        var container = await pod.StartAsync("main", "sleep", "1000");

        var result = await _runtime.ExecSyncAsync(container, ["sh", "-c", "echo out; echo err >&2; exit 3"], TimeSpan.Zero, default);

        Assert.Equal(3, result.ExitCode);
        Assert.Equal("out\n", Encoding.UTF8.GetString(result.Stdout.Span));
        Assert.Equal("err\n", Encoding.UTF8.GetString(result.Stderr.Span));
    }

    [Fact]
    public async Task ExecSync_LongerThanItsTimeout_ExceedsDeadline()
    {
        await using var pod = await fixture.RunPodAsync("exec-timeout");
        var container = await pod.StartAsync("main", "sleep", "1000");

        var failure = await Assert.ThrowsAsync<RuntimeException>(() => _runtime.ExecSyncAsync(container, ["sleep", "100"], TimeSpan.FromSeconds(1), default));

        Assert.Equal(RuntimeErrorCode.DeadlineExceeded, failure.Code);
    }

    [Fact]
    public async Task StopContainer_ThatIgnoresSigterm_IsKilledAfterGracePeriod()
    {
        await using var pod = await fixture.RunPodAsync("stubborn");
        var container = await pod.StartAsync("main", "sh", "-c", "trap '' TERM; while :; do sleep 1; done");

        await _runtime.StopContainerAsync(container, TimeSpan.FromSeconds(1), default);

        var status = await _runtime.FindContainerAsync(container, default);
        Assert.Equal((RuntimeContainerState.Exited, 137), (status!.State, status.ExitCode));
    }

    [Fact]
    public async Task StopContainer_ThatHeedsSigterm_EndsWithinGracePeriod()
    {
        await using var pod = await fixture.RunPodAsync("polite");
        var container = await pod.StartAsync("main", "sh", "-c", "trap 'exit 4' TERM; echo ready; while :; do sleep 0.1; done");
        var log = Path.Combine(pod.Config.LogDirectory, "main/0.log");
        await TestPod.WaitForLogAsync(log, "ready");

        await _runtime.StopContainerAsync(container, TimeSpan.FromSeconds(60), default);

        Assert.Equal(4, (await _runtime.FindContainerAsync(container, default))!.ExitCode);
    }

    [Fact]
    public async Task ReopenContainerLog_AfterRename_WritesToNewFile()
    {
        await using var pod = await fixture.RunPodAsync("rotate");
        var container = await pod.StartAsync("main", "sh", "-c", "while :; do echo line; sleep 0.1; done");
        var log = Path.Combine(pod.Config.LogDirectory, "main/0.log");
        await Eventually.True(() => File.Exists(log) && new FileInfo(log).Length > 0, TimeSpan.FromSeconds(10));
        File.Move(log, log + ".1");

        await _runtime.ReopenContainerLogAsync(container, default);

        await Eventually.True(() => File.Exists(log) && new FileInfo(log).Length > 0, TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task RemovePodSandbox_WithRunningContainer_LeavesNothing()
    {
        var pod = await fixture.RunPodAsync("removed");
        var container = await pod.StartAsync("main", "sleep", "1000");

        await pod.DisposeAsync();

        Assert.Null(await _runtime.FindPodSandboxAsync(pod.Id, default));
        Assert.Null(await _runtime.FindContainerAsync(container, default));
        Assert.Empty(await _runtime.ListContainersAsync(null, default) is var all ? all.Where(c => c.SandboxId == pod.Id) : []);
        Assert.DoesNotContain(ProcessTable.Read(), p => p.Arguments.Contains(pod.Id));
        Assert.DoesNotContain(File.ReadLines("/proc/self/mountinfo"), line => line.Contains(pod.Id, StringComparison.Ordinal) || line.Contains(container, StringComparison.Ordinal));
    }

    [Fact]
    public async Task StopAndRemove_OfWhatIsGone_Succeed()
    {
        var missing = new string('a', 64);

        await _runtime.StopContainerAsync(missing, TimeSpan.Zero, default);
        await _runtime.RemoveContainerAsync(missing, default);
        await _runtime.StopPodSandboxAsync(missing, default);
        await _runtime.RemovePodSandboxAsync(missing, default);

        Assert.Null(await _runtime.FindPodSandboxAsync(missing, default));
        Assert.Null(await _runtime.FindContainerAsync(missing, default));
        Assert.Null(await _runtime.FindImageAsync("edgekube.test/none:1", default));
    }

    [Fact]
    public async Task PullImage_RegistryThatIsNotThere_FailsNamingTheImage()
    {
        var failure = await Assert.ThrowsAsync<RuntimeException>(() => _runtime.PullImageAsync("127.0.0.1:1/none:1", new RegistryAuth("user", "secret"), default));

        Assert.Contains("127.0.0.1:1/none:1", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ListImages_AfterImport_HasBusyboxById()
    {
        var image = await _runtime.FindImageAsync(TestImages.Busybox, default);

        Assert.NotNull(image);
        Assert.Contains(TestImages.Busybox, image.RepoTags);
        Assert.Equal(image.Id, (await _runtime.FindImageAsync(image.Id, default))?.Id);
        Assert.Contains(await _runtime.ListImagesAsync(default), i => i.Id == image.Id);
    }
}
