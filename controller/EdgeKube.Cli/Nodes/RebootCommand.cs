using System.CommandLine;
using EdgeKube.Cli.Commands;

namespace EdgeKube.Cli.Nodes;

/// <summary><c>edgectl node reboot</c>.</summary>
internal static class RebootCommand
{
    public static Command Build(CommandHost host)
    {
        var names = new Argument<string[]>("name") { Description = "The nodes, in this order", HelpName = "NAME", Arity = ArgumentArity.ZeroOrMore };
        var selector = new Option<string?>("--selector", "-l") { Description = "The nodes with these labels", HelpName = "SELECTOR" };
        var most = new Option<int>("--max-unavailable") { Description = "How many of them may be away at once, those among them that are not Ready anyhow", HelpName = "N", DefaultValueFactory = _ => 1 };
        var timeout = DurationOption.Build("--timeout", "How long to wait for one node to be Ready again, with its pods", TimeSpan.FromMinutes(15));
        var command = new Command("reboot", "Reboot nodes; their pods end with their grace, by priority, and start again afterwards") { names, selector, most, timeout };
        command.SetAction(host.Handle(async (session, result, cancellationToken) =>
        {
            var labels = result.GetValue(selector);
            var nodes = await NodeBatches.FindAsync(session, result.GetValue(names) ?? [], labels, cancellationToken);
            return await new RebootRunner(session, labels, Math.Max(1, result.GetValue(most)), result.GetValue(timeout)).RunAsync(nodes, cancellationToken);
        }));
        return command;
    }
}
