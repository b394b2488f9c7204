using System.Text;
using EdgeKube.Api;
using EdgeKube.Cli.Commands;
using EdgeKube.Cli.Manifests;
using EdgeKube.Cli.Output;
using EdgeKube.Cli.Transport;

namespace EdgeKube.Cli.Apply;

/// <summary>Sends file after file; a bad one does not keep the next from being sent.</summary>
internal sealed class ApplyRunner(Session session, ApplyFlags flags)
{
    private bool _failed;
    private int _objects;

    public async Task<int> RunAsync(IReadOnlyList<string> paths, CancellationToken cancellationToken)
    {
        foreach (var path in paths)
        {
            try
            {
                await ApplyAsync(path, cancellationToken);
            }
            catch (CommandException error)
            {
                Report(error.Messages);
            }
        }

        if (_objects == 0 && !_failed)
        {
            Report(["no objects passed to apply"]);
        }

        return _failed ? 1 : 0;
    }

    private async Task ApplyAsync(string path, CancellationToken cancellationToken)
    {
        var text = await ManifestSource.ReadAsync(path, session.Terminal, cancellationToken);
        var name = ManifestSource.NameOf(path);
        var file = new ManifestFile(name, text, ManifestScanner.Read(name, text));
        if (file.Objects.Count == 0)
        {
            return;
        }

        var manifest = NamespaceFilling.Fill(file, text, session.Namespace, session.IsNamespaceGiven);
        var reply = await session.ApplyAsync(Encoding.UTF8.GetBytes(manifest), flags.ToProperties(), cancellationToken);
        if (ApplyReply.FindResult(reply) is not { } result)
        {
            throw new CommandException([.. StatusText.Lines(reply.ReadStatus()).Select(line => $"{name}: {line}")]);
        }

        _objects += result.Items.Count;
        foreach (var (item, i) in result.Items.Select((item, i) => (item, i)))
        {
            Print(item, ApplyErrors.Place(file, i, result.Items.Count));
        }
    }

    private void Print(ApplyResultItem item, string place)
    {
        if (item.Result == "failed")
        {
            Report(ApplyErrors.Lines(item, place));
        }
        else
        {
            session.Terminal.Out.WriteLine(ScreenText.Escape($"{item.Object} {item.Result}{(flags.IsDryRun ? " (server dry run)" : "")}"));
        }
    }

    private void Report(IReadOnlyList<string> messages)
    {
        _failed = true;
        ErrorText.Write(session.Terminal.Error, messages);
    }
}
