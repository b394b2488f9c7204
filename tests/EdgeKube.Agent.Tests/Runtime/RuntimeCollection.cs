namespace EdgeKube.Agent.Tests.Runtime;

/// <summary>The tests that share one containerd.</summary>
[CollectionDefinition(Name)]
public sealed class RuntimeCollection : ICollectionFixture<RuntimeFixture>
{
    public const string Name = "containerd";
}
