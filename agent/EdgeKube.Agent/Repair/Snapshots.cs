using EdgeKube.Agent.Images;
using EdgeKube.Agent.Protos.Containerd;
using EdgeKube.Agent.Runtime;
using EdgeKube.Agent.Runtime.Grpc;

namespace EdgeKube.Agent.Repair;

/// <summary>Where containerd has unpacked an image's layers.</summary>
internal sealed class Snapshots(GrpcChannel channel)
{
    /// <summary>The only one whose directories hold one layer each.</summary>
    public const string Snapshotter = "overlayfs";

    private const string LowerOption = "lowerdir=";
    private static readonly GrpcCallOptions Options = new(TimeSpan.FromMinutes(2)) { Headers = [ContainerdMethods.Namespace] };

    /// <summary>Under this name a snapshot is known that has these layers and those below it.</summary>
    public static string ChainOf(IEnumerable<string> diffIds)
    {
        var chain = "";
        foreach (var id in diffIds)
        {
            chain = chain.Length == 0 ? id : Digests.Of(System.Text.Encoding.ASCII.GetBytes($"{chain} {id}"));
        }

        return chain;
    }

    /// <returns>A directory for each layer, lowest first; null when the image is not unpacked, or not so.</returns>
    public async Task<IReadOnlyList<string>?> FindDirectoriesAsync(IReadOnlyList<string> diffIds, string lease, CancellationToken cancellationToken)
    {
        var key = $"edgekube-{Guid.NewGuid():N}";
        var options = Options with { Headers = [ContainerdMethods.Namespace, new("containerd-lease", lease)] };
        try
        {
            var view = await channel.CallAsync(ContainerdMethods.SnapshotView, new SnapshotRequest { Snapshotter = Snapshotter, Key = key, Parent = ChainOf(diffIds) }, options, cancellationToken);
            await channel.CallAsync(ContainerdMethods.SnapshotRemove, new SnapshotRequest { Snapshotter = Snapshotter, Key = key }, Options, CancellationToken.None);
            return DirectoriesOf(view.Mounts) is { } directories && directories.Count == diffIds.Count ? directories : null;
        }
        catch (RuntimeException exception) when (exception.Code is RuntimeErrorCode.NotFound or RuntimeErrorCode.InvalidArgument)
        {
            return null;
        }
    }

    private static List<string>? DirectoriesOf(IReadOnlyList<SnapshotMount> mounts)
    {
        if (mounts is not [var mount])
        {
            return null;
        }

        if (mount.Type == "bind")
        {
            return [mount.Source];
        }

        var lower = mount.Options.FirstOrDefault(option => option.StartsWith(LowerOption, StringComparison.Ordinal));
        return lower is null ? null : [.. Enumerable.Reverse(lower[LowerOption.Length..].Split(':'))];
    }
}
