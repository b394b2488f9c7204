using System.Globalization;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using EdgeKube.Api;
using EdgeKube.Controller.Api;
using EdgeKube.Controller.Fleet.Operations;
using EdgeKube.Controller.Fleet.Streams;
using EdgeKube.Controller.Security.Pki;
using EdgeKube.Link;
using EdgeKube.Link.Streams;

namespace EdgeKube.Controller.Fleet.Upgrade;

/// <summary>Gives a node a package, from where an earlier attempt stopped, and orders its installation.</summary>
internal sealed class PackageSender(NodeFleet fleet, IResources resources, PackageStore packages, CertificateAuthority authority, NodeGate gate)
{
    private const int ProgressParts = 10;

    /// <summary>
    /// POST …/nodes/NAME/upgrade?to=VERSION&amp;batch=N: lines of text; the last one is <c>ordered ID</c>, or begins with <c>error: </c>. With a batch it is
    /// refused while so many nodes have not come back from what they were told before.
    /// </summary>
    public async Task<ApiResponse> SendAsync(string node, ApiPath path, CancellationToken cancellationToken)
    {
        var (limit, fault) = NodeLimit.Read(path, "batch");
        if (fault is not null)
        {
            return Responses.Of(Statuses.BadRequest(fault));
        }

        if (resources.Find<Node>(null, node) is not { } known)
        {
            return Responses.Of(Statuses.NotFound(KindTable.Node, node));
        }

        var name = PackageName.Of(path.Query.Find("to") ?? "", known.Status?.NodeInfo?.Architecture ?? "");
        if (PackageName.Find(name.ToString()) is null || await packages.OpenAsync(name, cancellationToken) is not { } package)
        {
            return Responses.Of(Statuses.BadRequest($"node \"{node}\" needs {name}, which is not here; edgectl upgrade package FILE brings it"));
        }

        var order = RandomNumberGenerator.GetHexString(12, lowercase: true);
        var arguments = package.Statement.ToArguments();
        (arguments["signature"], arguments["order"]) = (package.Statement.Sign(authority.Set.Issuing.Key), order);
        if (gate.Leave(known, limit, order) is { } refusal)
        {
            await package.File.DisposeAsync();
            return Responses.Of(Statuses.TooManyRequests(refusal));
        }

        if (await fleet.OpenStreamAsync(node, StreamKinds.Upgrade, arguments, cancellationToken) is not { } stream)
        {
            gate.Stay(node);
            await package.File.DisposeAsync();
            return Responses.Of(StreamErrors.NotConnected(node));
        }

        return new ApiResponse(200, ApiResponse.Text, default) { Parts = SendAsync(node, stream, package.File, order, cancellationToken) };
    }

    private async IAsyncEnumerable<ReadOnlyMemory<byte>> SendAsync(string node, NodeStream stream, FileStream file, string order, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var closing = file;
        var isOrdered = false;
        try
        {
            await using var answers = stream.ReadToEndAsync(cancellationToken).GetAsyncEnumerator(cancellationToken);
            if (await answers.MoveNextAsync() && FindLength(answers.Current) is { } held && held <= file.Length)
            {
                file.Seek(held, SeekOrigin.Begin);
                yield return Line($"{held} of {file.Length} bytes are there already");
                var buffer = new byte[StreamRecord.MaxBytes];
                var told = held * ProgressParts / file.Length;
                while (stream.End is null && await file.ReadAsync(buffer, cancellationToken) is > 0 and var count)
                {
                    await stream.WriteAsync(new StreamRecord(StreamChannels.Stdin, buffer.AsMemory(0, count)).Encode(), cancellationToken);
                    if (file.Position * ProgressParts / file.Length is var part && part > told)
                    {
                        told = part;
                        yield return Line($"{part * 100 / ProgressParts} % sent");
                    }
                }
            }

            while (await answers.MoveNextAsync())
            {
                // It has nothing more to say but how it ends.
            }

            isOrdered = stream.End is { Reason: StreamEnd.Completed };
            yield return Line(isOrdered ? $"ordered {order}" : $"error: {Why(stream.End)}");
        }
        finally
        {
            if (!isOrdered)
            {
                gate.Stay(node);
            }
        }
    }

    private static string Why(StreamEnd? end) => end switch
    {
        { Error: { Length: > 0 } error } => error,
        { Reason: StreamEnd.Disconnected } => "the connection was lost; repeat it, and it goes on where it stopped",
        { } other => other.Reason,
        null => "given up",
    };

    private static ReadOnlyMemory<byte> Line(string text) => Encoding.UTF8.GetBytes(text.ReplaceLineEndings(" ") + "\n");

    // One record, in one frame: how much the node has.
    private static long? FindLength(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            return new StreamRecordReader().Read(bytes) is [{ Channel: StreamChannels.Stdout } record]
                && long.TryParse(Encoding.ASCII.GetString(record.Bytes.Span), NumberStyles.None, CultureInfo.InvariantCulture, out var length) ? length : null;
        }
        catch (LinkProtocolException)
        {
            return null;
        }
    }
}
