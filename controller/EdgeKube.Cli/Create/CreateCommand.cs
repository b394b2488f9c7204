using System.CommandLine;
using EdgeKube.Cli.Commands;
using EdgeKube.Cli.Manifests;
using EdgeKube.Cli.Output;
using FileOptions = EdgeKube.Cli.Manifests.FileOptions;

namespace EdgeKube.Cli.Create;

internal static class CreateCommand
{
    public static Command Build(CommandHost host)
    {
        var files = FileOptions.Build();
        var dryRun = DryRunOption.Build();
        var output = ObjectOutput.Build();
        var command = new Command("create", "Create objects from a manifest or from flags") { files.Files, files.Recursive, dryRun, output };
        command.SetAction(host.Handle(async (session, result, cancellationToken) =>
        {
            var values = result.GetValue(files.Files) ?? [];
            if (values.Length == 0)
            {
                throw new CommandException("must specify one of -f and -k, or what to create, such as namespace");
            }

            var creation = new Creation(session, DryRunOption.Read(result, dryRun), result.GetValue(output));
            foreach (var path in ManifestSource.Expand(values, result.GetValue(files.Recursive)))
            {
                await creation.FromFileAsync(path, cancellationToken);
            }

            return creation.HasFailed ? 1 : 0;
        }));
        command.Subcommands.Add(Generators.Namespace(host));
        command.Subcommands.Add(Generators.ConfigMap(host));
        command.Subcommands.Add(new Command("secret", "Create a Secret") { Generators.Secret(host) });
        command.Subcommands.Add(Generators.Deployment(host));
        return command;
    }
}
