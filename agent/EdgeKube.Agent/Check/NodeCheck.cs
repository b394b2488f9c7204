using EdgeKube.Agent.BlackBox;
using EdgeKube.Agent.Configuration;
using EdgeKube.Agent.Runtime;
using EdgeKube.Agent.Trust;

namespace EdgeKube.Agent.Check;

/// <summary>Looks at this machine and says what it found. Changes nothing.</summary>
internal sealed class NodeCheck(AgentOptions options, CriRuntime runtime, TimeProvider time)
{
    /// <summary>The running agent's clock; null beside it.</summary>
    public AgentClock? Clock { get; init; }

    /// <summary>The address that the Node was reported with; null when not known here.</summary>
    public Func<string?> FormerAddress { get; init; } = () => null;

    /// <summary>Whether an agent runs.</summary>
    public required Func<bool> AgentRuns { get; init; }

    public async Task<IReadOnlyList<Finding>> RunAsync(CancellationToken cancellationToken) => Checks.Find(await ReadAsync(cancellationToken));

    private async Task<CheckFacts> ReadAsync(CancellationToken cancellationToken)
    {
        var files = new MachineFiles("/");
        var controllers = await new ControllerReader(options, time).ReadAsync(Clock, cancellationToken);
        var identity = new IdentityStore(options.DataDir);
        var known = options.IsPlain ? options : options with { Controllers = [.. options.Controllers.Concat(identity.ReadControllers()).Distinct()] };
        return new CheckFacts
        {
            Kernel = KernelReader.Read(files),
            Cgroups = CgroupReader.Read(files),
            Runtime = await new RuntimeFactReader(runtime, options.ContainerdSocket, files, time).ReadAsync(cancellationToken),
            Network = await new NetworkFactReader(known, files, time).ReadAsync(FormerAddress(), cancellationToken),
            Disks = DiskReader.Read(options, files),
            Wear = DiskReader.ReadWear(files),
            Controllers = controllers,
            Node = new NodeFacts { HostName = Environment.MachineName.ToLowerInvariant(), AgentRuns = AgentRuns(), Voltage = new MachineEvidence("/").Voltage, Shutdown = ShutdownReader.Read(options) },
        };
    }
}
