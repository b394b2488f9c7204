using System.CommandLine;
using EdgeKube.Cli.Commands;
using EdgeKube.Cli.Output;

namespace EdgeKube.Cli.Top;

/// <summary><c>edgectl top link [NODE]</c>.</summary>
internal static class TopCommand
{
    private const string Path = "/edgekube/v1/link";

    public static Command Build(CommandHost host) => new("top", "Show what nodes spend") { BuildLink(host) };

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
