using System.CommandLine;
using EdgeKube.Cli.Commands;
using EdgeKube.Cli.Output;
using EdgeKube.Cli.Transport;
using EdgeKube.Link.Backup;
using EdgeKube.Link.Trust;

namespace EdgeKube.Cli.Backup;

/// <summary><c>edgectl backup FILE</c>: the whole cluster, its authority's keys included, in one sealed file.</summary>
internal static class BackupCommand
{
    public static Command Build(CommandHost host)
    {
        var file = new Argument<string>("file") { Description = "Where to write the backup", HelpName = "FILE" };
        var passphrase = Passphrase.Option();
        var command = new Command("backup", "Write everything the controller keeps, its authority included, into one sealed file") { file, passphrase };
        command.SetAction(host.Handle(async (session, result, cancellationToken) =>
        {
            var path = result.GetValue(file)!;
            var secret = Passphrase.Read(session.Terminal, result.GetValue(passphrase));
            if (File.Exists(path))
            {
                throw new CommandException($"{path}: exists already; name another file");
            }

            var client = await session.ConnectAsync(cancellationToken);
            using var items = await Progress.WhileAsync(session.Terminal, "Reading the cluster", FetchAsync(client, cancellationToken));
            var count = Check(items);
            await WriteAsync(path, items, secret, cancellationToken);
            session.Terminal.Out.WriteLine($"{path}: {count} entries, sealed; without the passphrase nobody can open it, you included");
            return 0;
        }));
        return command;
    }

    private static async Task<MemoryStream> FetchAsync(IApiClient client, CancellationToken cancellationToken)
    {
        var items = new MemoryStream();
        await foreach (var part in client.StreamAsync(ApiCall.Get(TrustPaths.Backup), cancellationToken))
        {
            items.Write(part.Span);
        }

        return items;
    }

    private static int Check(MemoryStream items)
    {
        try
        {
            items.Position = 0;
            return BackupItems.Read(items).Count;
        }
        catch (InvalidDataException error)
        {
            throw new CommandException($"the controller's answer cannot be used: {error.Message}; try again");
        }
    }

    // Under another name until it is whole and on the disk.
    private static async Task WriteAsync(string path, MemoryStream items, string secret, CancellationToken cancellationToken)
    {
        var unfinished = path + ".new";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite };
        await using (var output = new FileStream(unfinished, options))
        {
            items.Position = 0;
            await BackupSeal.WriteAsync(items, output, secret, cancellationToken);
            output.Flush(flushToDisk: true);
        }

        File.Move(unfinished, path);
    }
}
