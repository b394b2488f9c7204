using System.CommandLine;
using System.Text.Json.Nodes;
using EdgeKube.Cli.Commands;
using EdgeKube.Cli.Output;
using EdgeKube.Cli.Resources;

namespace EdgeKube.Cli.Top;

/// <summary><c>edgectl top node|pod|link</c>.</summary>
internal static class TopCommand
{
    private const string Path = "/edgekube/v1/link";

    public static Command Build(CommandHost host) => new("top", "Show what nodes and pods use, and what links have cost") { BuildNode(host), BuildPod(host), BuildLink(host) };

    private static Command BuildNode(CommandHost host)
    {
        var name = new Argument<string?>("NODE") { Description = "Only this node", Arity = ArgumentArity.ZeroOrOne };
        var selector = Selector();
        var command = new Command("node", "Show the CPU and memory that nodes use now; they are asked for it") { name, selector };
        command.Aliases.Add("nodes");
        command.SetAction(host.Handle(async (session, result, cancellationToken) =>
        {
            var usages = await UsageAsync(session, "nodes", result.GetValue(name), null, result.GetValue(selector), cancellationToken);
            var nodes = await session.ListAsync(ResourceTypes.Node, null, [], cancellationToken);
            new TableWriter(session.Terminal.Out).Write(UsageTable.Nodes(usages, nodes.Items));
            return 0;
        }));
        return command;
    }

    private static Command BuildPod(CommandHost host)
    {
        var name = new Argument<string?>("POD") { Description = "Only this pod", Arity = ArgumentArity.ZeroOrOne };
        var everywhere = new Option<bool>("--all-namespaces", "-A") { Description = "Pods of all namespaces" };
        var containers = new Option<bool>("--containers") { Description = "A line for each container" };
        var selector = Selector();
        var command = new Command("pod", "Show the CPU and memory that pods use now; their nodes are asked for it") { name, everywhere, containers, selector };
        command.Aliases.Add("pods");
        command.Aliases.Add("po");
        command.SetAction(host.Handle(async (session, result, cancellationToken) =>
        {
            var all = result.GetValue(everywhere);
            var usages = await UsageAsync(session, "pods", result.GetValue(name), all ? null : session.Namespace, result.GetValue(selector), cancellationToken);
            new TableWriter(session.Terminal.Out).Write(UsageTable.Pods(usages, all, result.GetValue(containers)));
            return 0;
        }));
        return command;
    }

    private static Option<string?> Selector() => new("--selector", "-l") { Description = "Only those with these labels", HelpName = "SELECTOR" };

    private static async Task<IReadOnlyList<JsonObject>> UsageAsync(
        Session session, string plural, string? name, string? scope, string? selector, CancellationToken cancellationToken)
    {
        var collection = $"/apis/metrics.k8s.io/v1beta1/{(scope is null ? "" : $"namespaces/{Uri.EscapeDataString(scope)}/")}{plural}";
        if (name is not null)
        {
            return [await session.GetAsync($"{collection}/{Uri.EscapeDataString(name)}", cancellationToken)];
        }

        var list = await session.GetAsync(ResourcePath.WithQuery(collection, ("labelSelector", selector)), cancellationToken);
        JsonObject[] found = [.. (list["items"] as JsonArray ?? []).OfType<JsonObject>()];
        return found.Length > 0 ? found : throw new CommandException($"no {plural} answered; is a node connected, and does something run on it?");
    }

    private static Command BuildLink(CommandHost host)
    {
        var node = new Argument<string?>("NODE") { Description = "Only this node", Arity = ArgumentArity.ZeroOrOne };
        var command = new Command("link", "Show what the links have cost this month, by class, and what they will have cost at its end") { node };
        command.SetAction(host.Handle(async (session, result, cancellationToken) =>
        {
            var wanted = result.GetValue(node);
            var rows = LinkTable.Build(await session.GetAsync(Path, cancellationToken), wanted);
            if (rows.Count == 1)
            {
                throw new CommandException(wanted is null ? "no node has registered yet" : $"node \"{wanted}\" not found");
            }

            new TableWriter(session.Terminal.Out).Write(rows);
            return 0;
        }));
        return command;
    }
}
