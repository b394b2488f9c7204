using System.CommandLine;
using EdgeKube.Cli.Commands;
using EdgeKube.Cli.Manifests;
using FileOptions = EdgeKube.Cli.Manifests.FileOptions;

namespace EdgeKube.Cli.Apply;

internal static class ApplyCommand
{
    public static Command Build(CommandHost host)
    {
        var files = FileOptions.Build();
        var serverSide = new Option<bool>("--server-side") { Description = "Own the fields that the manifest says, and nothing else" };
        var force = new Option<bool>("--force-conflicts") { Description = "With --server-side: take the fields that others own" };
        var manager = new Option<string?>("--field-manager") { Description = "The name under which fields are owned (default edgectl)", HelpName = "NAME" };
        var dryRun = DryRunOption.Build();
        var command = new Command("apply", "Create or change the objects of a manifest") { files.Files, files.Recursive, serverSide, force, manager, dryRun };
        command.SetAction(host.Handle((session, result, cancellationToken) =>
        {
            var flags = new ApplyFlags(result.GetValue(serverSide), result.GetValue(force), result.GetValue(manager), DryRunOption.Read(result, dryRun) == DryRun.Server);
            if (DryRunOption.Read(result, dryRun) == DryRun.Client)
            {
                throw new CommandException(flags.IsServerSide
                    ? "--dry-run=client doesn't work with --server-side (did you mean --dry-run=server instead?)"
                    : "--dry-run=client: what apply would do is known to the server; say --dry-run=server");
            }

            if (flags.IsForced && !flags.IsServerSide)
            {
                throw new CommandException("--force-conflicts only works with --server-side");
            }

            var values = result.GetValue(files.Files) ?? [];
            return values.Length > 0
                ? new ApplyRunner(session, flags).RunAsync(ManifestSource.Expand(values, result.GetValue(files.Recursive)), cancellationToken)
                : throw new CommandException("must specify -f: a manifest, a directory or - for standard input");
        }));
        return command;
    }
}
