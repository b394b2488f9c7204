using System.Text;
using EdgeKube.Cli.Commands;
using EdgeKube.Cli.Nodes;
using EdgeKube.Cli.Output;
using EdgeKube.Cli.Transport;
using EdgeKube.Link.Trust;

namespace EdgeKube.Cli.Upgrade;

/// <summary>One batch after the other; the next one only when every node of the last has proven itself and its pods are as ready as before, which the controller sees to as well.</summary>
internal sealed class UpgradeRunner(Session session, string version, int batch)
{
    // The updater's five minutes, the installation, and going back.
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(15);
    private const string Ordered = "ordered ";

    public Task<int> RunAsync(IReadOnlyList<string> nodes, CancellationToken cancellationToken) =>
        NodeBatches.RunAsync(session.Terminal, nodes, batch, node => UpgradeAsync(node, cancellationToken));

    private async Task<string?> UpgradeAsync(string node, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(Limit, session.Terminal.Clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        var watch = new NodeWatch(session, node);
        try
        {
            var readyBefore = await watch.ReadyPodsAsync(either.Token);
            var last = await watch.InTurnAsync(() => SendAsync(node, either.Token), either.Token);
            if (!last.StartsWith(Ordered, StringComparison.Ordinal))
            {
                return $"node \"{node}\": {last.Replace("error: ", "", StringComparison.Ordinal)}";
            }

            if (await OutcomeAsync(watch, last[Ordered.Length..], either.Token) is { } error)
            {
                return $"node \"{node}\": {error}";
            }

            await watch.WaitUntilWellAsync(readyBefore, either.Token);
            session.Terminal.Out.WriteLine(ScreenText.Escape($"node \"{node}\" runs {version}"));
            return null;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return $"node \"{node}\": did not say within {Limit.TotalMinutes:F0} min how it went; it goes on by itself, see edgectl describe node {node}";
        }
        catch (TransportException lost)
        {
            return $"node \"{node}\": {lost.Message}; repeat it, and it goes on where it stopped";
        }
    }

    private async Task<string> SendAsync(string node, CancellationToken cancellationToken)
    {
        var client = await session.ConnectAsync(cancellationToken);
        var last = "";
        var call = new ApiCall("POST", $"{TrustPaths.Nodes}/{Uri.EscapeDataString(node)}/upgrade?to={Uri.EscapeDataString(version)}&batch={batch}");
        await foreach (var part in client.StreamAsync(call, cancellationToken))
        {
            last = Encoding.UTF8.GetString(part.Span) is { Length: > 0 } line ? line.Trim() : last;
        }

        return last;
    }

    // Null when the order succeeded.
    private static async Task<string?> OutcomeAsync(NodeWatch watch, string order, CancellationToken cancellationToken)
    {
        string? outcome = null;
        await watch.WaitAsync(
            seen =>
            {
                var told = NodeWatch.Condition(seen, "edgekube.io/Upgrade") ?? [];
                var (status, message) = (NodeWatch.Text(told, "status"), NodeWatch.Text(told, "message"));
                outcome = status == "True" ? null : message;
                return status is "True" or "False" && message.Contains(order, StringComparison.Ordinal);
            },
            cancellationToken);
        return outcome;
    }
}
