using System.Text.Json.Nodes;
using EdgeKube.Cli.Commands;
using EdgeKube.Cli.Output;
using EdgeKube.Cli.Resources;
using EdgeKube.Cli.Transport;
using EdgeKube.Link.Trust;

namespace EdgeKube.Cli.Nodes;

/// <summary>Reboots nodes, at most so many at once: the next ones only when those before are Ready and their pods as ready as before.</summary>
/// <param name="selector">Nodes with these labels count as away whenever they are not Ready; null: only those that reboot.</param>
internal sealed class RebootRunner(Session session, string? selector, int maxUnavailable, TimeSpan timeout)
{
    public Task<int> RunAsync(IReadOnlyList<string> nodes, CancellationToken cancellationToken) =>
        NodeBatches.RunAsync(session.Terminal, nodes, maxUnavailable, node => RebootAsync(node, cancellationToken));

    private async Task<string?> RebootAsync(string node, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(timeout, session.Terminal.Clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        var watch = new NodeWatch(session, node);
        try
        {
            var before = await session.GetAsync(ResourcePath.Item(ResourceTypes.Node, "", node), either.Token);
            var readyBefore = await watch.ReadyPodsAsync(either.Token);
            await watch.InTurnAsync(() => session.SendAsync(Order(node), either.Token), either.Token);
            session.Terminal.Out.WriteLine(ScreenText.Escape($"node \"{node}\" goes down"));
            await watch.WaitAsync(seen => BootId(seen) != BootId(before), either.Token);
            await watch.WaitUntilWellAsync(readyBefore, either.Token);
            session.Terminal.Out.WriteLine(ScreenText.Escape($"node \"{node}\" rebooted"));
            return null;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return $"node \"{node}\": was not back within {timeout.TotalMinutes:F0} min; see edgectl describe node {node}";
        }
        catch (Exception refused) when (refused is ApiException or TransportException)
        {
            return $"node \"{node}\": {refused.Message}";
        }
    }

    private ApiCall Order(string node) => new(
        "POST", ResourcePath.WithQuery($"{TrustPaths.Nodes}/{Uri.EscapeDataString(node)}/reboot", [("maxUnavailable", $"{maxUnavailable}"), ("selector", selector)]));

    private static string BootId(JsonObject node) => node["status"]?["nodeInfo"]?["bootID"]?.ToString() ?? "";
}
