using System.Globalization;
using EdgeKube.Agent.Runtime;

namespace EdgeKube.Agent.Tests.Runtime.Memory;

/// <summary>A container of the runtime in memory. Of programs it knows <c>sh -c "exit N"</c>, which ends at once; every other one runs until it is stopped.</summary>
internal sealed class MemoryContainer(string id, string sandboxId, ContainerConfig config, string logDirectory, DateTimeOffset createdAt)
{
    private DateTimeOffset? _startedAt;
    private DateTimeOffset? _finishedAt;
    private int _exitCode;

    public string SandboxId => sandboxId;

    public ContainerConfig Config => config;

    public RuntimeContainerState State { get; private set; }

    /// <summary>The code with which the program ends by itself; null when it does not.</summary>
    public int? OwnEnd => config.Command is ["sh", "-c", ['e', 'x', 'i', 't', ' ', .. var code]] ? int.Parse(code, CultureInfo.InvariantCulture) : null;

    public void Start(DateTimeOffset now) => (State, _startedAt) = (RuntimeContainerState.Running, now);

    public void End(int code, DateTimeOffset now) => (State, _finishedAt, _exitCode) = (RuntimeContainerState.Exited, now, code);

    public RuntimeContainer Describe() =>
        new(id, sandboxId, config.Name, config.Attempt, State, createdAt, config.UserSpecifiedImage, config.ImageId, config.Labels, config.Annotations);

    public RuntimeContainerStatus DescribeFully() => new(
        id, config.Name, config.Attempt, State, createdAt, _startedAt, _finishedAt, _exitCode,
        State != RuntimeContainerState.Exited ? "" : _exitCode == 0 ? "Completed" : "Error",
        "", config.UserSpecifiedImage, config.ImageId, Path.Combine(logDirectory, config.LogPath), config.Labels, config.Annotations);
}
