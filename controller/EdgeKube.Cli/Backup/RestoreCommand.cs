using System.CommandLine;
using EdgeKube.Cli.Commands;
using EdgeKube.Link.Backup;

namespace EdgeKube.Cli.Backup;

/// <summary><c>edgectl restore FILE</c>: lays a backup down where a controller, which must not run, finds it at its next start.</summary>
internal static class RestoreCommand
{
    private const string DefaultDirectory = "/var/lib/edgekube/controller";
    private const string ItemsFile = "restore.items";
    private const UnixFileMode OwnerFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    public static Command Build(CommandHost host)
    {
        var file = new Argument<string>("file") { Description = "The backup", HelpName = "FILE" };
        var passphrase = Passphrase.Option();
        var directory = new Option<string>("--data-dir")
        {
            Description = $"The controller's directory, which must be empty or absent (default {DefaultDirectory})",
            HelpName = "DIR",
            DefaultValueFactory = _ => DefaultDirectory,
        };
        var command = new Command("restore", "Lay a backup down for a controller that is stopped, on its machine") { file, passphrase, directory };
        command.SetAction(host.Handle((session, result, _) =>
        {
            var target = result.GetValue(directory)!;
            var items = Open(result.GetValue(file)!, Passphrase.Read(session.Terminal, result.GetValue(passphrase)));
            if (Directory.Exists(target) && Directory.EnumerateFileSystemEntries(target).Any())
            {
                throw new CommandException($"{target}: is not empty; stop the controller and move the directory away, it is not overwritten");
            }

            LayDown(target, items);
            session.Terminal.Out.WriteLine(
                $"{target}: {items.Count} entries laid down; start the controller. Nodes that know newer state keep it and wait for edgectl node resolve NODE");
            return Task.FromResult(0);
        }));
        return command;
    }

    /// <exception cref="CommandException">It is no backup, not whole, or the passphrase is another.</exception>
    private static IReadOnlyList<BackupItem> Open(string path, string secret)
    {
        try
        {
            using var file = File.OpenRead(path);
            using var plain = BackupSeal.Open(file, secret);
            var items = BackupItems.Read(plain);
            return items.FirstOrDefault(item => !item.Name.StartsWith('/') && !IsFile(item.Name)) is { } strange
                ? throw new InvalidDataException($"it holds \"{strange.Name}\", which no backup does")
                : items;
        }
        catch (InvalidDataException error)
        {
            throw new CommandException($"{path}: {error.Message}; nothing was restored");
        }
    }

    // A name leads nowhere but into the one directory.
    private static bool IsFile(string name) => name.StartsWith(BackupItem.Files, StringComparison.Ordinal)
        && name[BackupItem.Files.Length..] is { Length: > 0 } file && file == Path.GetFileName(file) && file is not ("." or "..");

    private static void LayDown(string directory, IReadOnlyList<BackupItem> items)
    {
        Directory.CreateDirectory(Path.Combine(directory, "pki"), OwnerFile | UnixFileMode.UserExecute);
        File.SetUnixFileMode(directory, OwnerFile | UnixFileMode.UserExecute);
        foreach (var item in items.Where(item => IsFile(item.Name)))
        {
            Write(Path.Combine(directory, item.Name), [item.Content]);
        }

        // Last: with it the controller begins.
        var entries = items.Where(item => item.Name.StartsWith('/')).ToArray();
        Write(Path.Combine(directory, ItemsFile), entries.Append(BackupItems.End(entries.Length)).Select(item => (ReadOnlyMemory<byte>)BackupItems.Encode(item)));
    }

    private static void Write(string path, IEnumerable<ReadOnlyMemory<byte>> contents)
    {
        using var file = new FileStream(path, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = OwnerFile });
        foreach (var content in contents)
        {
            file.Write(content.Span);
        }

        file.Flush(flushToDisk: true);
    }
}
