namespace EdgeKube.Agent.Tests.Pods.Real;

/// <summary>A node for each test of a class, because they break it.</summary>
public abstract class OwnPodNode : IAsyncLifetime
{
    private readonly PodNodeFixture _fixture = new();

    private protected PodNode Node => _fixture.Node;

    public Task InitializeAsync() => _fixture.InitializeAsync();

    public Task DisposeAsync() => _fixture.DisposeAsync();
}
