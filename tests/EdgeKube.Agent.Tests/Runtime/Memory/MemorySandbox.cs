using EdgeKube.Agent.Runtime;

namespace EdgeKube.Agent.Tests.Runtime.Memory;

/// <summary>A sandbox of the runtime in memory.</summary>
internal sealed class MemorySandbox(string id, SandboxConfig config, DateTimeOffset createdAt)
{
    public SandboxConfig Config => config;

    public bool Ready { get; set; } = true;

    public RuntimeSandbox Describe() => new(id, config.Name, config.Namespace, config.Uid, config.Attempt, Ready, createdAt, config.Labels, config.Annotations);
}
