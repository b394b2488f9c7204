using EdgeKube.Agent.Runtime;
using EdgeKube.Testing;
using EdgeKube.Testing.Containerd;

namespace EdgeKube.Agent.Tests.Runtime;

/// <summary>A sandbox of a test, removed with everything in it at the end.</summary>
internal sealed class TestPod(IContainerRuntime runtime, SandboxConfig config, string id) : IAsyncDisposable
{
    public string Id => id;

    public SandboxConfig Config => config;

    public Task<string> CreateAsync(string name, params IReadOnlyList<string> command) =>
        CreateAsync(new ContainerConfig { Name = name, ImageId = TestImages.Busybox, Command = command, LogPath = $"{name}/0.log" });

    public Task<string> CreateAsync(ContainerConfig container) => runtime.CreateContainerAsync(id, container, config, CancellationToken.None);

    public async Task<string> StartAsync(string name, params IReadOnlyList<string> command)
    {
        var container = await CreateAsync(name, command);
        await runtime.StartContainerAsync(container, CancellationToken.None);
        return container;
    }

    public async Task<RuntimeContainerStatus> WaitForExitAsync(string container)
    {
        var status = default(RuntimeContainerStatus);
        await Eventually.True(
            async () => (status = await runtime.FindContainerAsync(container, CancellationToken.None))?.State == RuntimeContainerState.Exited,
            TimeSpan.FromSeconds(20));
        return status!;
    }

    /// <summary>The last lines may be written a moment after the container is known to have ended.</summary>
    public static Task WaitForLogAsync(string path, string text) => Eventually.True(
        async () => File.Exists(path) && (await File.ReadAllTextAsync(path)).Contains(text, StringComparison.Ordinal),
        TimeSpan.FromSeconds(10));

    public async ValueTask DisposeAsync()
    {
        await runtime.StopPodSandboxAsync(id, CancellationToken.None);
        await runtime.RemovePodSandboxAsync(id, CancellationToken.None);
    }
}
