using System.Text.Json.Nodes;
using EdgeKube.Cli.Commands;
using EdgeKube.Cli.Resources;
using EdgeKube.Cli.Transport;
using EdgeKube.Mqtt;

namespace EdgeKube.Cli.Nodes;

/// <summary>Looks at one node again and again, while something is done to it; also while the controller restarts, for the node goes on meanwhile.</summary>
internal sealed class NodeWatch(Session session, string node)
{
    private const int TooManyRequests = 429;
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(1);

    /// <summary>Pods that are ready and would be so again: what runs to its end may have ended meanwhile.</summary>
    public async Task<int> ReadyPodsAsync(CancellationToken cancellationToken)
    {
        var pods = await LookAsync(() => session.ListAsync(ResourceTypes.Pod, null, [("fieldSelector", $"spec.nodeName={node}")], cancellationToken), cancellationToken);
        return pods.Items.Count(pod => (pod["spec"]?["restartPolicy"]?.ToString() ?? "Always") == "Always" && Condition(pod, "Ready") is { } ready && Text(ready, "status") == "True");
    }

    /// <summary>Waits until the node is as it is waited for.</summary>
    /// <param name="isDone">Looks at the Node.</param>
    public async Task<JsonObject> WaitAsync(Func<JsonObject, bool> isDone, CancellationToken cancellationToken)
    {
        while (true)
        {
            var seen = await LookAsync(() => session.GetAsync(ResourcePath.Item(ResourceTypes.Node, "", node), cancellationToken), cancellationToken);
            if (isDone(seen))
            {
                return seen;
            }

            await Task.Delay(Poll, session.Terminal.Clock, cancellationToken);
        }
    }

    /// <summary>Waits until the node is Ready and so many of its pods are.</summary>
    public async Task WaitUntilWellAsync(int readyPods, CancellationToken cancellationToken)
    {
        do
        {
            await WaitAsync(seen => Condition(seen, "Ready") is { } ready && Text(ready, "status") == "True", cancellationToken);
        }
        while (await ReadyPodsAsync(cancellationToken) < readyPods && await PauseAsync(cancellationToken));
    }

    /// <summary>Asks again for as long as the controller says that too many nodes are away.</summary>
    public async Task<T> InTurnAsync<T>(Func<Task<T>> ask, CancellationToken cancellationToken)
    {
        string? told = null;
        while (true)
        {
            try
            {
                return await ask();
            }
            catch (ApiException refused) when (refused.Status.Code == TooManyRequests)
            {
                if (told != refused.Message)
                {
                    told = refused.Message;
                    session.Terminal.Error.WriteLine($"node \"{node}\" waits: {Output.ScreenText.Escape(told)}");
                }
            }

            await PauseAsync(cancellationToken);
        }
    }

    public static JsonObject? Condition(JsonObject item, string type) =>
        (item["status"]?["conditions"] as JsonArray ?? []).OfType<JsonObject>().FirstOrDefault(condition => Text(condition, "type") == type);

    public static string Text(JsonObject item, string name) => item[name]?.ToString() ?? "";

    // That the controller cannot be reached at all is said before anything is done; a connection that is lost later comes back by itself.
    private async Task<T> LookAsync<T>(Func<Task<T>> look, CancellationToken cancellationToken)
    {
        var client = await session.ConnectServerAsync(cancellationToken);
        for (var isLost = false; ; isLost = true)
        {
            try
            {
                if (isLost)
                {
                    await client.WaitForConnectionAsync(cancellationToken);
                }

                return await look();
            }
            catch (Exception lost) when (lost is TransportException or MqttDisconnectedException)
            {
                if (!isLost)
                {
                    session.Terminal.Error.WriteLine($"node \"{node}\": {Output.ScreenText.Escape(lost.Message)}; waiting for it, the node goes on");
                }
            }

            await PauseAsync(cancellationToken);
        }
    }

    private async Task<bool> PauseAsync(CancellationToken cancellationToken)
    {
        await Task.Delay(Poll, session.Terminal.Clock, cancellationToken);
        return true;
    }
}
