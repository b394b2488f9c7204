namespace EdgeKube.Agent.Tests.Pods.Real;

/// <summary>One node for the tests of a class that do not break it.</summary>
public sealed class PodNodeFixture : IAsyncLifetime
{
    internal PodNode Node { get; private set; } = null!;

    public async Task InitializeAsync() => Node = await PodNode.StartAsync();

    public Task DisposeAsync()
    {
        Node?.Dispose();
        return Task.CompletedTask;
    }
}
