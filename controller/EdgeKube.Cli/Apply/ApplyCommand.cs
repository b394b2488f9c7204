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
        var command = new Command("apply", "Create or change the objects of a manifest") { files.Files, files.Recursive };
        command.SetAction(host.Handle((session, result, cancellationToken) =>
        {
            var values = result.GetValue(files.Files) ?? [];
            return values.Length > 0
                ? new ApplyRunner(session).RunAsync(ManifestSource.Expand(values, result.GetValue(files.Recursive)), cancellationToken)
                : throw new CommandException("must specify -f: a manifest, a directory or - for standard input");
        }));
        return command;
    }
}
