using EdgeKube.Agent.Images;
using EdgeKube.Agent.Runtime;
using EdgeKube.Agent.Runtime.Grpc;
using EdgeKube.Testing;
using EdgeKube.Testing.Containerd;

namespace EdgeKube.Agent.Tests.Runtime;

/// <summary>A containerd of our own with the pause and busybox images, and the runtime on its socket.</summary>
public sealed class RuntimeFixture : IAsyncLifetime
{
    private GrpcChannel? _channel;
    private ImageImporter? _importer;

    public PrivateContainerd Containerd { get; } = PrivateContainerd.Start();

    internal GrpcChannel Channel => _channel!;

    internal IContainerRuntime Runtime { get; private set; } = null!;

    internal IImageImporter Importer => _importer!;

    public async Task InitializeAsync()
    {
        _channel = new GrpcChannel(new HttpGrpcTransport(Containerd.Socket, TimeProvider.System), TimeProvider.System);
        Runtime = new CriRuntime(_channel, TimeProvider.System);
        _importer = new ImageImporter(_channel, Runtime, TimeProvider.System);
        await WaitUntilReadyAsync();
        await new PauseImage(Runtime, Importer, TestImages.PauseArchive).EnsureAsync(CancellationToken.None);
        await using var busybox = File.OpenRead(TestImages.BusyboxArchive);
        await Importer.ImportAsync(busybox, name: null, CancellationToken.None);
    }

    public Task DisposeAsync()
    {
        _importer?.Dispose();
        _channel?.Dispose();
        Containerd.Dispose();
        return Task.CompletedTask;
    }

    /// <summary>The socket answers before CRI does.</summary>
    internal Task WaitUntilReadyAsync() => Eventually.True(IsReadyAsync, TimeSpan.FromSeconds(20));

    internal async Task<TestPod> RunPodAsync(string name)
    {
        var config = new SandboxConfig
        {
            Name = name,
            Namespace = "default",
            Uid = Guid.NewGuid().ToString(),
            Hostname = name,
            LogDirectory = Directory.CreateDirectory(Path.Combine(Containerd.Directory, "logs", name)).FullName,
            CgroupParent = Containerd.CgroupParent,
            Labels = new Dictionary<string, string> { ["io.kubernetes.pod.name"] = name },
            Annotations = new Dictionary<string, string> { ["edgekube.io/test"] = "a=b" },
        };
        return new TestPod(Runtime, config, await Runtime.RunPodSandboxAsync(config, CancellationToken.None));
    }

    private async Task<bool> IsReadyAsync()
    {
        try
        {
            return (await Runtime.GetStatusAsync(CancellationToken.None)).NetworkReady;
        }
        catch (RuntimeException exception) when (exception.Code == RuntimeErrorCode.Unavailable)
        {
            return false;
        }
    }
}
