using System.Text;
using System.Text.Json.Nodes;
using EdgeKube.Cli.Commands;
using EdgeKube.Cli.Output;
using EdgeKube.Cli.Resources;
using EdgeKube.Cli.Transport;
using EdgeKube.Link.Trust;

namespace EdgeKube.Cli.Upgrade;

/// <summary>One batch after the other; the next one only when every node of the last has proven itself and its pods are as ready as before.</summary>
internal sealed class UpgradeRunner(Session session, string version)
{
    // The updater's five minutes, the installation, and going back.
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(1);
    private const string Ordered = "ordered ";

    public async Task<int> RunAsync(IReadOnlyList<string> nodes, int batch, CancellationToken cancellationToken)
    {
        for (var at = 0; at < nodes.Count; at += batch)
        {
            var errors = await Task.WhenAll(nodes.Skip(at).Take(batch).Select(node => UpgradeAsync(node, cancellationToken)));
            if (errors.OfType<string>().ToList() is { Count: > 0 } failed)
            {
                var rest = nodes.Skip(at + batch).ToList();
                ErrorText.Write(session.Terminal.Error, rest.Count == 0 ? failed : [.. failed, $"not begun: {string.Join(", ", rest)}"]);
                return 1;
            }
        }

        return 0;
    }

    private async Task<string?> UpgradeAsync(string node, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(Limit, session.Terminal.Clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            var readyBefore = await ReadyPodsAsync(node, either.Token);
            var last = await SendAsync(node, either.Token);
            if (!last.StartsWith(Ordered, StringComparison.Ordinal))
            {
                return $"node \"{node}\": {last.Replace("error: ", "", StringComparison.Ordinal)}";
            }

            if (await OutcomeAsync(node, last[Ordered.Length..], either.Token) is { } error)
            {
                return $"node \"{node}\": {error}";
            }

            await WaitUntilWellAsync(node, readyBefore, either.Token);
            session.Terminal.Out.WriteLine(ScreenText.Escape($"node \"{node}\" runs {version}"));
            return null;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return $"node \"{node}\": did not say within {Limit.TotalMinutes:F0} min how it went; it goes on by itself, see edgectl describe node {node}";
        }
    }

    private async Task<string> SendAsync(string node, CancellationToken cancellationToken)
    {
        var client = await session.ConnectAsync(cancellationToken);
        var last = "";
        var call = new ApiCall("POST", $"{TrustPaths.Nodes}/{Uri.EscapeDataString(node)}/upgrade?to={Uri.EscapeDataString(version)}");
        await foreach (var part in client.StreamAsync(call, cancellationToken))
        {
            last = Encoding.UTF8.GetString(part.Span) is { Length: > 0 } line ? line.Trim() : last;
        }

        return last;
    }

    // Null when the order succeeded.
    private async Task<string?> OutcomeAsync(string node, string order, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (await ConditionAsync(node, "edgekube.io/Upgrade", cancellationToken) is { } condition
                && Text(condition, "status") is "True" or "False" && Text(condition, "message") is var message && message.Contains(order, StringComparison.Ordinal))
            {
                return Text(condition, "status") == "True" ? null : message;
            }

            await Task.Delay(Poll, session.Terminal.Clock, cancellationToken);
        }
    }

    private async Task WaitUntilWellAsync(string node, int readyBefore, CancellationToken cancellationToken)
    {
        while (await ConditionAsync(node, "Ready", cancellationToken) is not { } ready || Text(ready, "status") != "True" || await ReadyPodsAsync(node, cancellationToken) < readyBefore)
        {
            await Task.Delay(Poll, session.Terminal.Clock, cancellationToken);
        }
    }

    private async Task<int> ReadyPodsAsync(string node, CancellationToken cancellationToken)
    {
        var pods = await session.ListAsync(ResourceTypes.Pod, null, [("fieldSelector", $"spec.nodeName={node}")], cancellationToken);
        return pods.Items.Count(pod => FindCondition(pod, "Ready") is { } ready && Text(ready, "status") == "True");
    }

    private async Task<JsonObject?> ConditionAsync(string node, string type, CancellationToken cancellationToken) =>
        FindCondition(await session.GetAsync(ResourcePath.Item(ResourceTypes.Node, "", node), cancellationToken), type);

    private static JsonObject? FindCondition(JsonObject item, string type) =>
        (item["status"]?["conditions"] as JsonArray ?? []).OfType<JsonObject>().FirstOrDefault(condition => Text(condition, "type") == type);

    private static string Text(JsonObject item, string name) => item[name]?.ToString() ?? "";
}
