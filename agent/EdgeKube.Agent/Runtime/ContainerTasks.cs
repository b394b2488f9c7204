using EdgeKube.Agent.Protos.Containerd;
using EdgeKube.Agent.Protos.Cri;
using EdgeKube.Agent.Runtime.Grpc;

namespace EdgeKube.Agent.Runtime;

/// <summary>
/// Processes in containers, by containerd's own service: CRI's exec would open a port on the node and could not close a process's input.
/// Failures are <see cref="RuntimeException"/>.
/// </summary>
internal sealed class ContainerTasks(GrpcChannel channel)
{
    private const string ProcessType = "types.containerd.io/opencontainers/runtime-spec/1/Process";
    private const uint Kill = 9;

    private static readonly GrpcCallOptions Ordinary = new(TimeSpan.FromMinutes(2)) { Headers = [ContainerdMethods.Namespace] };

    // A process may run for months.
    private static readonly GrpcCallOptions Endless = new() { Headers = [ContainerdMethods.Namespace] };

    /// <summary>The runtime specification the container was made with, JSON.</summary>
    public async Task<ReadOnlyMemory<byte>> GetSpecAsync(string containerId, CancellationToken cancellationToken)
    {
        var response = await channel.CallAsync(ContainerdMethods.ContainerGet, new RuntimeId { Id = containerId }, Ordinary, cancellationToken);
        return response.Container?.Spec?.Value ?? throw new RuntimeException(RuntimeErrorCode.Internal, "The runtime does not tell how the container was made");
    }

    /// <summary>The process id, in the node's own numbers, of a container's or sandbox's first process.</summary>
    public async Task<uint> GetPidAsync(string containerId, CancellationToken cancellationToken)
    {
        var response = await channel.CallAsync(ContainerdMethods.TaskGet, new ProcessRequest { ContainerId = containerId }, Ordinary, cancellationToken);
        return response.Process is { Pid: > 0 } process ? process.Pid : throw new RuntimeException(RuntimeErrorCode.NotFound, "The container does not run");
    }

    /// <summary>Makes a process, which does not run yet.</summary>
    /// <param name="process">The specification of the process, JSON.</param>
    /// <param name="paths">FIFOs for stdin, stdout and stderr; empty for what is not wanted.</param>
    public Task CreateAsync(
        string containerId, string execId, ReadOnlyMemory<byte> process, bool terminal, (string Stdin, string Stdout, string Stderr) paths, CancellationToken cancellationToken)
    {
        var request = new ExecProcessRequest
        {
            ContainerId = containerId,
            ExecId = execId,
            Stdin = paths.Stdin,
            Stdout = paths.Stdout,
            Stderr = paths.Stderr,
            Terminal = terminal,
            Spec = new Any { TypeUrl = ProcessType, Value = process },
        };
        return channel.CallAsync(ContainerdMethods.TaskExec, request, Ordinary, cancellationToken);
    }

    public Task StartAsync(string containerId, string execId, CancellationToken cancellationToken) =>
        channel.CallAsync(ContainerdMethods.TaskStart, new ProcessRequest { ContainerId = containerId, ExecId = execId }, Ordinary, cancellationToken);

    /// <returns>The exit code; 128 + the signal when it was killed.</returns>
    public async Task<int> WaitAsync(string containerId, string execId, CancellationToken cancellationToken)
    {
        var request = new ProcessRequest { ContainerId = containerId, ExecId = execId };
        return (int)(await channel.CallAsync(ContainerdMethods.TaskWait, request, Endless, cancellationToken)).ExitStatus;
    }

    /// <summary>Nothing more will come on the process's input, once its FIFO is closed here, too.</summary>
    public Task CloseInputAsync(string containerId, string execId, CancellationToken cancellationToken) =>
        channel.CallAsync(ContainerdMethods.TaskCloseInput, new CloseInputRequest { ContainerId = containerId, ExecId = execId }, Ordinary, cancellationToken);

    public Task ResizeAsync(string containerId, string execId, uint width, uint height, CancellationToken cancellationToken)
    {
        var request = new ResizeRequest { ContainerId = containerId, ExecId = execId, Width = width, Height = height };
        return channel.CallAsync(ContainerdMethods.TaskResize, request, Ordinary, cancellationToken);
    }

    public Task KillAsync(string containerId, string execId, CancellationToken cancellationToken) =>
        channel.CallAsync(ContainerdMethods.TaskKill, new KillRequest { ContainerId = containerId, ExecId = execId, Signal = Kill }, Ordinary, cancellationToken);

    /// <summary>Forgets a process that has ended or never ran.</summary>
    public Task DeleteAsync(string containerId, string execId, CancellationToken cancellationToken) =>
        channel.CallAsync(ContainerdMethods.TaskDeleteProcess, new ProcessRequest { ContainerId = containerId, ExecId = execId }, Ordinary, cancellationToken);
}
