using EdgeKube.Agent.Protos.Cri;
using EdgeKube.Agent.Runtime.Grpc;

namespace EdgeKube.Agent.Runtime;

/// <summary>
/// Where to reach a container's own process. Its pipes are containerd's, which writes the log from them: only its CRI lets others listen, on a
/// port of loopback that it opens for that.
/// </summary>
internal sealed class ContainerAttachments(GrpcChannel channel)
{
    private static readonly GrpcCallOptions Ordinary = new(TimeSpan.FromMinutes(2));

    /// <returns>Good once, for a few minutes.</returns>
    /// <exception cref="RuntimeException">The container does not run, or the address is none.</exception>
    public async Task<Uri> OpenAsync(string containerId, bool stdin, bool stdout, bool stderr, bool tty, CancellationToken cancellationToken)
    {
        var request = new AttachRequest { ContainerId = containerId, Stdin = stdin, Stdout = stdout, Stderr = stderr, Tty = tty };

        // The answer is one text under number 1, as an id is.
        var url = (await channel.CallAsync(CriMethods.Attach, request, Ordinary, cancellationToken)).Id;
        return Uri.TryCreate(url, UriKind.Absolute, out var address) && address is { Scheme: "http", IsLoopback: true }
            ? address
            : throw new RuntimeException(RuntimeErrorCode.Internal, "The runtime's address for attaching is not on loopback");
    }
}
