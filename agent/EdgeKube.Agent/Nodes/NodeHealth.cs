using EdgeKube.Agent.Devices;
using EdgeKube.Agent.Pressure;
using EdgeKube.Api;

namespace EdgeKube.Agent.Nodes;

/// <summary>What may change about a node while it runs.</summary>
/// <param name="RuntimeError">Why the container runtime cannot be used, or null.</param>
/// <param name="NetworkError">Why pods cannot get a network, or null.</param>
internal sealed record NodeHealth(string? RuntimeError, string? NetworkError, string RuntimeVersion, string? Address)
{
    /// <summary>Conditions beside Kubernetes' own.</summary>
    public IReadOnlyList<NodeCondition> Others { get; init; } = [];

    /// <summary>What the node is short of, and how its disk does.</summary>
    public IReadOnlyList<NodeCondition> Pressure { get; init; } = [.. PressureState.None.Conditions(wasDiskTold: false)];

    /// <summary>Devices that pods may ask for.</summary>
    public IReadOnlyList<DeviceCount> Devices { get; init; } = [];

    /// <summary>The images that are here.</summary>
    public IReadOnlyList<ContainerImage> Images { get; init; } = [];

    /// <summary>Whether the clock is right.</summary>
    public ClockState Clock { get; init; } = ClockState.Right;

    /// <summary>Why controller and node do not trust each other, or null. Told once they do again: the condition then says since when.</summary>
    public string? TrustProblem { get; init; }
}
