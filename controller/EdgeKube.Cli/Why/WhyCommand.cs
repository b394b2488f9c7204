using System.CommandLine;
using System.Text.Json;
using EdgeKube.Api;
using EdgeKube.Cli.Commands;
using EdgeKube.Cli.Output;
using EdgeKube.Cli.Resources;
using EdgeKube.Cli.Transport;

namespace EdgeKube.Cli.Why;

internal static class WhyCommand
{
    public static Command Build(CommandHost host)
    {
        var words = ResourceWords.Argument();
        var command = new Command("why", "Say in plain words why a pod or a node is as it is, and what to do: why pod/NAME, why node/NAME") { words };
        command.SetAction(host.Handle(async (session, result, cancellationToken) =>
        {
            foreach (var target in ResourceArguments.Parse(result.GetValue(words) ?? []))
            {
                Print(session, await ExplainAsync(session, target, cancellationToken));
            }

            return 0;
        }));
        return command;
    }

    private static async Task<Explanation> ExplainAsync(Session session, ResourceTarget target, CancellationToken cancellationToken)
    {
        if (target.Name is null || (target.Type != ResourceTypes.Pod && target.Type != ResourceTypes.Node))
        {
            throw new CommandException($"{target.Type.QualifiedPlural}: name a pod or a node, such as pod/web or node/pi-7");
        }

        var found = await session.GetAsync(ResourcePath.Item(target.Type, session.Namespace, target.Name), cancellationToken);
        if (target.Type == ResourceTypes.Node)
        {
            return NodeExplainer.Explain(found.Deserialize(CoreJsonContext.Default.Node)!, await FindEventsAsync(session, target.Name, cancellationToken));
        }

        var pod = found.Deserialize(CoreJsonContext.Default.Pod)!;
        var about = $"involvedObject.kind=Pod,involvedObject.name={pod.Name},involvedObject.uid={MirrorPods.UidOnNode(pod)}";
        var events = await session.ListAsync(ResourceTypes.Event, pod.Namespace, [("fieldSelector", about)], cancellationToken);
        var node = pod.Spec?.NodeName is { Length: > 0 } name ? name : null;
        return PodExplainer.Explain(
            pod,
            node is null ? null : await FindNodeAsync(session, node, cancellationToken),
            [.. Read(events), .. node is null ? [] : await FindEventsAsync(session, node, cancellationToken)]);
    }

    private static IEnumerable<Event> Read(Listing events) => events.Items.Select(item => item.Deserialize(CoreJsonContext.Default.Event)!);

    // Whoever may see the pod may not see its node.
    private static async Task<IReadOnlyList<Event>> FindEventsAsync(Session session, string node, CancellationToken cancellationToken)
    {
        try
        {
            return [.. Read(await session.ListAsync(ResourceTypes.Event, "default", [("fieldSelector", $"involvedObject.kind=Node,involvedObject.name={node}")], cancellationToken))];
        }
        catch (ApiException)
        {
            return [];
        }
    }

    private static async Task<Node?> FindNodeAsync(Session session, string name, CancellationToken cancellationToken)
    {
        try
        {
            return (await session.GetAsync(ResourcePath.Item(ResourceTypes.Node, session.Namespace, name), cancellationToken)).Deserialize(CoreJsonContext.Default.Node);
        }
        catch (ApiException error) when (error.IsNotFound)
        {
            return null;
        }
    }

    private static void Print(Session session, Explanation explanation)
    {
        var text = session.Terminal.Out;
        text.WriteLine(ScreenText.Escape(explanation.Headline));
        foreach (var link in explanation.Chain)
        {
            text.WriteLine($"  - {ScreenText.Escape(link)}");
        }

        text.WriteLine($"next: {ScreenText.Escape(explanation.Next)}");
    }
}
