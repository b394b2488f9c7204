using EdgeKube.Agent.Runtime;

namespace EdgeKube.Agent.Tests.Runtime;

/// <summary>The contract, kept by containerd.</summary>
[Collection(RuntimeCollection.Name)]
public sealed class CriRuntimeContractTests(RuntimeFixture fixture) : RuntimeContract
{
    private protected override IContainerRuntime Runtime => fixture.Runtime;

    private protected override string LogDirectory => Path.Combine(fixture.Containerd.Directory, "logs");

    private protected override string CgroupParent => fixture.Containerd.CgroupParent;
}
