using System.ComponentModel;
using System.Diagnostics;
using EdgeKube.Cli.Commands;
using EdgeKube.Cli.Configuration;

namespace EdgeKube.Cli.Edit;

/// <summary>Lets a person change a text in a program of their own choice.</summary>
internal static class Editor
{
    /// <exception cref="CommandException">The editor cannot be started, or failed.</exception>
    public static async Task<string> OpenAsync(Terminal terminal, string text, CancellationToken cancellationToken)
    {
        // Only for this person: it may be a Secret.
        var directory = Directory.CreateTempSubdirectory("edgectl-edit-");
        try
        {
            var file = Path.Combine(directory.FullName, "object.yaml");
            await File.WriteAllTextAsync(file, text, cancellationToken);
            var editor = SettingsResolver.First(terminal.Environment("KUBE_EDITOR"), terminal.Environment("EDITOR")) ?? "vi";

            // Such variables hold a program and its flags, like "code --wait"; no shell reads them.
            var words = editor.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            using var process = Process.Start(new ProcessStartInfo(words[0], [.. words[1..], file])) ?? throw new CommandException($"unable to launch the editor \"{editor}\"");
            await process.WaitForExitAsync(cancellationToken);
            return process.ExitCode == 0
                ? await File.ReadAllTextAsync(file, cancellationToken)
                : throw new CommandException($"there was a problem with the editor \"{editor}\"");
        }
        catch (Win32Exception error)
        {
            throw new CommandException($"unable to launch the editor: {error.Message}");
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }
}
