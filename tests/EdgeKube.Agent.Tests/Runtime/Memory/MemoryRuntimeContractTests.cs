using EdgeKube.Agent.Runtime;
using EdgeKube.Testing.Containerd;

namespace EdgeKube.Agent.Tests.Runtime.Memory;

/// <summary>The contract, kept by the runtime in memory.</summary>
public sealed class MemoryRuntimeContractTests : RuntimeContract, IDisposable
{
    private readonly DirectoryInfo _logs = Directory.CreateTempSubdirectory("ek-contract-");

    private protected override IContainerRuntime Runtime { get; } = new MemoryRuntime(TimeProvider.System, TestImages.Busybox);

    private protected override string LogDirectory => _logs.FullName;

    private protected override string CgroupParent => "";

    public void Dispose() => _logs.Delete(recursive: true);
}
