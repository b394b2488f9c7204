using System.Net.Sockets;
using EdgeKube.Agent.Runtime;
using EdgeKube.Agent.Streams;
using EdgeKube.Agent.Volumes;
using EdgeKube.Link;
using Microsoft.Extensions.Logging;

namespace EdgeKube.Agent.Local;

/// <summary>
/// The node's own socket, for whoever stands before the machine: Kubernetes' paths for its pods, itself and its events, logs, and streams of
/// records. Root and the group <see cref="LocalGroup.Name"/> only.
/// </summary>
internal sealed class LocalDoor(
    string path, LocalApi api, LocalVerbs verbs, IReadOnlyDictionary<string, IStreamHandler> handlers, TimeProvider time, ILogger<LocalDoor> logger)
{
    private const int MaxConnections = 32;

    private const UnixFileMode OwnerAndGroup = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.GroupWrite;

    private static readonly TimeSpan HeadLimit = TimeSpan.FromSeconds(10);
    private readonly SemaphoreSlim _room = new(MaxConnections);

    /// <summary>Runs until cancelled. A socket that cannot be made is told and done without: pods do not need it.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var group = LocalGroup.Find(ReadGroups());
        try
        {
            using var listener = Listen(group);
            while (true)
            {
                await _room.WaitAsync(cancellationToken);
                _ = ServeAsync(await listener.AcceptAsync(cancellationToken), group, cancellationToken);
            }
        }
        catch (Exception failed) when (failed is SocketException or IOException or UnauthorizedAccessException && !cancellationToken.IsCancellationRequested)
        {
            LocalLog.NotListening(logger, path, failed.Message);
            await Task.Delay(Timeout.InfiniteTimeSpan, time, cancellationToken);
        }
    }

    private Socket Listen(uint? group)
    {
        // Left by a run that was killed; the lock of the run directory says that no other agent uses it.
        File.Delete(path);
        var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            listener.Bind(new UnixDomainSocketEndPoint(path));
            if (group is { } id)
            {
                NativeFiles.SetGroup(path, id);
            }

            // Nobody can connect before Listen, so nobody does with the rights it was made with.
            File.SetUnixFileMode(path, OwnerAndGroup);
            listener.Listen(MaxConnections);
            return listener;
        }
        catch
        {
            listener.Dispose();
            throw;
        }
    }

    private async Task ServeAsync(Socket socket, uint? group, CancellationToken cancellationToken)
    {
        try
        {
            using var limit = new CancellationTokenSource(HeadLimit, time);
            await using var stream = new NetworkStream(socket, ownsSocket: true);
            if (LocalPeer.Of(socket) is { } peer && !peer.IsAllowed(group))
            {
                LocalLog.Refused(logger, peer.User);
                return;
            }

            await new LocalConnection(stream, api, verbs, handlers).ServeAsync(limit.Token, cancellationToken);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or SocketException or RuntimeException or LinkProtocolException or ObjectDisposedException)
        {
            // Whoever asked has gone, or the agent stops.
        }
        finally
        {
            _room.Release();
        }
    }

    private static string ReadGroups()
    {
        try
        {
            return File.ReadAllText("/etc/group");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
