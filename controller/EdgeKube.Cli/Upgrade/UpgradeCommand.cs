using System.CommandLine;
using EdgeKube.Cli.Commands;
using EdgeKube.Cli.Nodes;
using EdgeKube.Cli.Output;

namespace EdgeKube.Cli.Upgrade;

/// <summary><c>edgectl upgrade</c>: packages for agents, and nodes that get them over the link.</summary>
internal static class UpgradeCommand
{
    public static Command Build(CommandHost host) => new("upgrade", "Upgrade agents over the link") { BuildNode(host), BuildPackage(host) };

    private static Command BuildNode(CommandHost host)
    {
        var names = new Argument<string[]>("name") { Description = "The nodes", HelpName = "NAME", Arity = ArgumentArity.ZeroOrMore };
        var selector = new Option<string?>("--selector", "-l") { Description = "The nodes with these labels", HelpName = "SELECTOR" };
        var version = new Option<string>("--to") { Description = "The version, newer or older, as edgectl upgrade package lists it", HelpName = "VERSION", Required = true };
        var batch = new Option<int>("--batch") { Description = "How many nodes at once", HelpName = "N", DefaultValueFactory = _ => 1 };
        var command = new Command("node", "Give nodes another agent. One that does not prove itself is taken back; a batch that does not succeed is the last one")
        {
            names, selector, version, batch,
        };
        command.SetAction(host.Handle(async (session, result, cancellationToken) =>
        {
            var nodes = await NodeBatches.FindAsync(session, result.GetValue(names) ?? [], result.GetValue(selector), cancellationToken);
            return await new UpgradeRunner(session, result.GetValue(version)!, Math.Max(1, result.GetValue(batch))).RunAsync(nodes, cancellationToken);
        }));
        return command;
    }

    private static Command BuildPackage(CommandHost host)
    {
        var files = new Argument<string[]>("file") { Description = "edgekube-agent_VERSION_ARCHITECTURE.deb", HelpName = "FILE", Arity = ArgumentArity.ZeroOrMore };
        var delete = new Option<string[]>("--delete") { Description = "Remove packages from the controller", HelpName = "NAME" };
        var command = new Command("package", "Bring agents' packages to the controller, and list those that are there") { files, delete };
        command.SetAction(host.Handle(async (session, result, cancellationToken) =>
        {
            var packages = new PackageRequests(session);
            foreach (var file in result.GetValue(files) ?? [])
            {
                await packages.SendAsync(file, cancellationToken);
            }

            foreach (var name in result.GetValue(delete) ?? [])
            {
                await packages.DeleteAsync(name, cancellationToken);
            }

            foreach (var name in await packages.ListAsync(cancellationToken))
            {
                session.Terminal.Out.WriteLine(ScreenText.Escape(name));
            }

            return 0;
        }));
        return command;
    }
}
