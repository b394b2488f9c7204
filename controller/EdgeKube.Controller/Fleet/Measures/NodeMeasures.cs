using System.Collections.Concurrent;
using EdgeKube.Controller.Api;
using EdgeKube.Link.Streams;

namespace EdgeKube.Controller.Fleet.Measures;

/// <summary>
/// Asks nodes what they use, when somebody wants to know and never else: it costs the link a few hundred bytes for each question. An answer serves
/// all who ask within <see cref="Fresh"/>.
/// </summary>
internal sealed class NodeMeasures(NodeFleet fleet, TimeProvider time) : INodeMeasures
{
    private const int MaxBytes = 1 << 20;

    /// <summary>How long an answer serves others who ask.</summary>
    public static readonly TimeSpan Fresh = TimeSpan.FromSeconds(10);

    // A node that has not been asked for long measures for a second first.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private readonly ConcurrentDictionary<string, (long AskedAt, Task<NodeUsage?> Answer)> _asked = new(StringComparer.Ordinal);

    public Task<NodeUsage?> FindAsync(string node, CancellationToken cancellationToken)
    {
        var asked = _asked.AddOrUpdate(
            node,
            name => (time.GetTimestamp(), AskAsync(name)),
            (name, former) => IsFresh(former) ? former : (time.GetTimestamp(), AskAsync(name)));
        return asked.Answer.WaitAsync(cancellationToken);
    }

    private bool IsFresh((long AskedAt, Task<NodeUsage?> Answer) asked) =>
        !asked.Answer.IsCompleted || (asked.Answer is { IsCompletedSuccessfully: true, Result: not null } && time.GetElapsedTime(asked.AskedAt) < Fresh);

    private async Task<NodeUsage?> AskAsync(string node)
    {
        using var limit = new CancellationTokenSource(Patience, time);
        try
        {
            if (await fleet.OpenStreamAsync(node, StreamKinds.Usage, new Dictionary<string, string>(), limit.Token) is not { } stream)
            {
                return null;
            }

            var bytes = new MemoryStream();
            await foreach (var part in stream.ReadToEndAsync(limit.Token))
            {
                bytes.Write(part.Span);
                if (bytes.Length > MaxBytes)
                {
                    return null;
                }
            }

            return stream.End is { Reason: StreamEnd.Completed } ? NodeUsage.Parse(bytes.ToArray(), time.GetUtcNow()) : null;
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
            // It is left out; whoever asks again asks it again.
            return null;
        }
    }
}
