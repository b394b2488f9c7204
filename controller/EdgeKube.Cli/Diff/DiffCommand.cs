using System.CommandLine;
using System.ComponentModel;
using System.Diagnostics;
using EdgeKube.Cli.Commands;
using EdgeKube.Cli.Manifests;
using FileOptions = EdgeKube.Cli.Manifests.FileOptions;

namespace EdgeKube.Cli.Diff;

/// <summary><c>diff</c>: what apply would change, shown by diff.</summary>
internal static class DiffCommand
{
    private const int Failed = 2;

    public static Command Build(CommandHost host)
    {
        var files = FileOptions.Build();
        var serverSide = new Option<bool>("--server-side") { Description = "As apply --server-side would" };
        var force = new Option<bool>("--force-conflicts") { Description = "With --server-side: as if the fields that others own were taken" };
        var command = new Command("diff", "Show what apply would change; exit code 1 when there is something") { files.Files, files.Recursive, serverSide, force };
        command.SetAction(host.Handle(async (session, result, cancellationToken) =>
        {
            var values = result.GetValue(files.Files) ?? [];
            if (values.Length == 0)
            {
                throw new CommandException("must specify -f: a manifest, a directory or - for standard input");
            }

            var directory = Directory.CreateTempSubdirectory("edgectl-diff-").FullName;
            try
            {
                var states = new ObjectStates(session, directory, result.GetValue(serverSide), result.GetValue(force));
                foreach (var path in ManifestSource.Expand(values, result.GetValue(files.Recursive)))
                {
                    await states.AddAsync(path, cancellationToken);
                }

                return await CompareAsync(session.Terminal, states, cancellationToken);
            }
            finally
            {
                Directory.Delete(directory, recursive: true);
            }
        }));
        return command;
    }

    private static async Task<int> CompareAsync(Terminal terminal, ObjectStates states, CancellationToken cancellationToken)
    {
        var words = (terminal.Environment("KUBECTL_EXTERNAL_DIFF") is { Length: > 0 } own ? own : "diff -u -N").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        try
        {
            using var process = Process.Start(new ProcessStartInfo(words[0], [.. words[1..], states.Live, states.Merged]) { RedirectStandardOutput = true })!;
            terminal.Out.Write(await process.StandardOutput.ReadToEndAsync(cancellationToken));
            await process.WaitForExitAsync(cancellationToken);
            return process.ExitCode <= 1 ? process.ExitCode : Failed;
        }
        catch (Win32Exception error)
        {
            throw new CommandException($"{words[0]}: {error.Message}");
        }
    }
}
