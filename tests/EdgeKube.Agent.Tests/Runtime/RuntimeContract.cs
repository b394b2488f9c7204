using EdgeKube.Agent.Runtime;
using EdgeKube.Testing;
using EdgeKube.Testing.Containerd;

namespace EdgeKube.Agent.Tests.Runtime;

/// <summary>What the pods' side relies on, of the real runtime and of the one in memory alike.</summary>
public abstract class RuntimeContract
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);
    private readonly List<string> _sandboxes = [];

    private protected abstract IContainerRuntime Runtime { get; }

    private protected abstract string LogDirectory { get; }

    private protected abstract string CgroupParent { get; }

    [Fact]
    public Task Sandbox_Run_IsFoundAndListedByItsLabelsOnly() => CleanlyAsync(async () =>
    {
        var config = Sandbox("listed");
        var id = await RunAsync(config);

        var found = await Runtime.FindPodSandboxAsync(id, default);
        Assert.True(found!.Sandbox.Ready);
        Assert.Equal((config.Uid, config.Attempt, "a"), (found.Sandbox.Uid, found.Sandbox.Attempt, found.Sandbox.Annotations["edgekube.io/test"]));
        Assert.Equal([id], (await Runtime.ListPodSandboxesAsync(config.Labels, default)).Select(sandbox => sandbox.Id));
        Assert.Empty(await Runtime.ListPodSandboxesAsync(new Dictionary<string, string>(config.Labels) { ["other"] = "x" }, default));
    });

    [Fact]
    public Task Sandbox_RunAgainWithTheSameAttempt_IsRefused() => CleanlyAsync(async () =>
    {
        var config = Sandbox("again");
        await RunAsync(config);

        await Assert.ThrowsAsync<RuntimeException>(() => Runtime.RunPodSandboxAsync(config, default));
        Assert.Single(await Runtime.ListPodSandboxesAsync(config.Labels, default));
    });

    [Fact]
    public Task DiskUse_OfRunningContainers_IsListedByLabels() => CleanlyAsync(async () =>
    {
        var config = Sandbox("disk");
        var sandbox = await RunAsync(config);
        var id = await Runtime.CreateContainerAsync(sandbox, Container("c", "sleep", "3600"), config, default);
        await Runtime.StartContainerAsync(id, default);

        Assert.Contains(await Runtime.ListDiskUseAsync(null, default), use => use.ContainerId == id);
        Assert.Equal([id], (await Runtime.ListDiskUseAsync(new Dictionary<string, string> { ["of"] = "contract" }, default)).Select(use => use.ContainerId));
        Assert.Empty(await Runtime.ListDiskUseAsync(new Dictionary<string, string> { ["of"] = "other" }, default));
        Assert.StartsWith("/", await Runtime.FindImageDirectoryAsync(default), StringComparison.Ordinal);
    });

    [Fact]
    public Task Container_FromCreationToItsEnd_HasEachState() => CleanlyAsync(async () =>
    {
        var config = Sandbox("states");
        var sandbox = await RunAsync(config);
        var id = await Runtime.CreateContainerAsync(sandbox, Container("c", "sleep", "3600"), config, default);
        Assert.Equal(RuntimeContainerState.Created, (await Runtime.FindContainerAsync(id, default))!.State);

        await Runtime.StartContainerAsync(id, default);
        Assert.Equal(RuntimeContainerState.Running, (await Runtime.FindContainerAsync(id, default))!.State);
        await Assert.ThrowsAsync<RuntimeException>(() => Runtime.StartContainerAsync(id, default));
        Assert.Equal([(id, sandbox)], (await Runtime.ListContainersAsync(new Dictionary<string, string> { ["of"] = "contract" }, default)).Select(container => (container.Id, container.SandboxId)));

        await Runtime.StopContainerAsync(id, TimeSpan.Zero, default);
        await Runtime.StopContainerAsync(id, TimeSpan.Zero, default);
        var ended = (await Runtime.FindContainerAsync(id, default))!;
        Assert.Equal((RuntimeContainerState.Exited, 137), (ended.State, ended.ExitCode));
        Assert.Equal(Path.Combine(config.LogDirectory, "c/0.log"), ended.LogPath);
        await Runtime.RemoveContainerAsync(id, default);
        await Runtime.RemoveContainerAsync(id, default);
        Assert.Null(await Runtime.FindContainerAsync(id, default));
    });

    [Fact]
    public Task Signal_ToARunningContainer_EndsItAsItSays() => CleanlyAsync(async () =>
    {
        var config = Sandbox("signalled");
        var sandbox = await RunAsync(config);
        var id = await Runtime.CreateContainerAsync(sandbox, Container("c", "sleep", "3600"), config, default);
        await Runtime.StartContainerAsync(id, default);

        // The first of its name space heeds no signal that it has no handler for, but this one.
        await Runtime.SignalContainerAsync(id, 9, default);
        await Runtime.WaitForContainerAsync(id, TimeSpan.FromSeconds(60), default);
        await Runtime.SignalContainerAsync(id, 9, default);
        await Eventually.True(async () => (await Runtime.FindContainerAsync(id, default))! is { State: RuntimeContainerState.Exited, ExitCode: 137 }, TimeSpan.FromSeconds(30));
    });

    [Theory]
    [InlineData(0, "Completed")]
    [InlineData(7, "Error")]
    public Task Container_ThatEndsByItself_TellsItsCode(int code, string reason) => CleanlyAsync(async () =>
    {
        var config = Sandbox($"code{code}");
        var sandbox = await RunAsync(config);
        var id = await Runtime.CreateContainerAsync(sandbox, Container("c", "sh", "-c", $"exit {code}"), config, default);
        await Runtime.StartContainerAsync(id, default);

        await Eventually.True(async () => (await Runtime.FindContainerAsync(id, default))!.State == RuntimeContainerState.Exited, Limit);
        var ended = (await Runtime.FindContainerAsync(id, default))!;
        Assert.Equal((code, reason), (ended.ExitCode, ended.Reason));
    });

    [Fact]
    public Task Container_WithoutSandboxImageOrNameOfItsOwn_IsRefused() => CleanlyAsync(async () =>
    {
        var config = Sandbox("refused");
        var sandbox = await RunAsync(config);
        await Runtime.CreateContainerAsync(sandbox, Container("c", "sleep", "1"), config, default);

        await Assert.ThrowsAsync<RuntimeException>(() => Runtime.CreateContainerAsync(sandbox, Container("c", "sleep", "1"), config, default));
        await Assert.ThrowsAsync<RuntimeException>(() => Runtime.CreateContainerAsync(new string('a', 64), Container("d", "sleep", "1"), config, default));
        await Assert.ThrowsAsync<RuntimeException>(() => Runtime.CreateContainerAsync(sandbox, Container("e", "sleep", "1") with { ImageId = "edgekube.test/none:1" }, config, default));
    });

    [Fact]
    public Task Sandbox_StoppedAndRemoved_TakesItsContainersAlong() => CleanlyAsync(async () =>
    {
        var config = Sandbox("gone");
        var sandbox = await RunAsync(config);
        var id = await Runtime.CreateContainerAsync(sandbox, Container("c", "sleep", "3600"), config, default);
        await Runtime.StartContainerAsync(id, default);

        await Runtime.StopPodSandboxAsync(sandbox, default);
        Assert.False((await Runtime.FindPodSandboxAsync(sandbox, default))!.Sandbox.Ready);
        await Eventually.True(async () => (await Runtime.FindContainerAsync(id, default))!.State == RuntimeContainerState.Exited, Limit);
        await Runtime.RemovePodSandboxAsync(sandbox, default);
        await Runtime.RemovePodSandboxAsync(sandbox, default);

        Assert.Null(await Runtime.FindPodSandboxAsync(sandbox, default));
        Assert.Null(await Runtime.FindContainerAsync(id, default));
    });

    [Fact]
    public async Task Image_PresentOrNot_IsSaid()
    {
        Assert.NotNull(await Runtime.FindImageAsync(TestImages.Busybox, default));
        Assert.Null(await Runtime.FindImageAsync("edgekube.test/none:1", default));
    }

    private static ContainerConfig Container(string name, params IReadOnlyList<string> command) =>
        new() { Name = name, ImageId = TestImages.Busybox, Command = command, LogPath = $"{name}/0.log", Labels = new Dictionary<string, string> { ["of"] = "contract" } };

    private SandboxConfig Sandbox(string name) => new()
    {
        Name = name,
        Namespace = "contract",
        Uid = Guid.NewGuid().ToString(),
        Hostname = name,
        LogDirectory = Directory.CreateDirectory(Path.Combine(LogDirectory, name)).FullName,
        CgroupParent = CgroupParent,
        Labels = new Dictionary<string, string> { ["contract"] = name },
        Annotations = new Dictionary<string, string> { ["edgekube.io/test"] = "a" },
    };

    private async Task<string> RunAsync(SandboxConfig config)
    {
        var id = await Runtime.RunPodSandboxAsync(config, default);
        _sandboxes.Add(id);
        return id;
    }

    private async Task CleanlyAsync(Func<Task> test)
    {
        try
        {
            await test();
        }
        finally
        {
            foreach (var id in _sandboxes)
            {
                await Runtime.StopPodSandboxAsync(id, default);
                await Runtime.RemovePodSandboxAsync(id, default);
            }
        }
    }
}
