using EdgeKube.Agent.Runtime;
using EdgeKube.Agent.Volumes;

namespace EdgeKube.Agent.Pressure;

/// <summary>Where the runtime keeps images and containers' layers: perhaps on a disk of its own (Kubernetes' imagefs).</summary>
/// <param name="nodeDisk">A path on the node's own disk.</param>
internal sealed class ImageDirectory(IContainerRuntime runtime, string nodeDisk)
{
    /// <summary>Null until the runtime has said it.</summary>
    public string? Path { get; private set; }

    /// <summary>It has a disk of its own.</summary>
    public bool IsApart => Path is { } path && NativeFiles.DiskOf(path) is { } disk && disk != NativeFiles.DiskOf(nodeDisk);

    /// <summary>Asks until there was an answer; another one comes only with another configuration of the runtime.</summary>
    public async Task LookAsync(CancellationToken cancellationToken)
    {
        try
        {
            Path ??= await runtime.FindImageDirectoryAsync(cancellationToken);
        }
        catch (RuntimeException) when (!cancellationToken.IsCancellationRequested)
        {
            // The next look is as good.
        }
    }
}
