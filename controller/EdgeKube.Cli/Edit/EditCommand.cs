using System.CommandLine;
using System.Text;
using System.Text.Json.Nodes;
using EdgeKube.Api;
using EdgeKube.Api.Yaml;
using EdgeKube.Cli.Commands;
using EdgeKube.Cli.Get;
using EdgeKube.Cli.Output;
using EdgeKube.Cli.Resources;
using EdgeKube.Cli.Transport;

namespace EdgeKube.Cli.Edit;

/// <summary><c>edit</c>: the object in an editor, and what was written there back to the server.</summary>
internal static class EditCommand
{
    private const string Hint =
        """
        # Please edit the object below. Lines beginning with a '#' will be ignored,
        # and an empty file will abort the edit. If an error occurs while saving this file will be
        # reopened with the relevant failures.
        #

        """;

    public static Command Build(CommandHost host)
    {
        var words = ResourceWords.Argument();
        var command = new Command("edit", "Change an object in your editor ($KUBE_EDITOR, $EDITOR or vi)") { words };
        command.SetAction(host.Handle(async (session, result, cancellationToken) =>
        {
            foreach (var target in await session.TargetsAsync(result.GetValue(words), cancellationToken))
            {
                var path = ResourcePath.Item(target.Type, session.Namespace, target.Name ?? throw new CommandException("name the object to edit, such as deployment/web"));
                if (!await EditAsync(session, target.Type, path, cancellationToken))
                {
                    return 1;
                }
            }

            return 0;
        }));
        return command;
    }

    // A version that somebody else has replaced meanwhile is refused: the object says which one was edited.
    private static async Task<bool> EditAsync(Session session, ResourceType type, string path, CancellationToken cancellationToken)
    {
        var before = YamlText.Write(ObjectsPrinter.Tidy(ObjectJson.WithType(await session.GetAsync(path, cancellationToken), type), false));
        var (text, fault) = (before, (string?)null);
        while (true)
        {
            var edited = await Editor.OpenAsync(session.Terminal, Hint + Comment(fault) + text, cancellationToken);
            var bare = string.Join('\n', edited.Split('\n').Where(line => !line.StartsWith('#')));
            if (bare == text && fault is not null)
            {
                session.Terminal.Error.WriteLine("error: Edit cancelled, no valid changes were saved.");
                return false;
            }

            if (string.IsNullOrWhiteSpace(bare) || bare == before)
            {
                session.Terminal.Out.WriteLine(string.IsNullOrWhiteSpace(bare) ? "Edit cancelled, saved file was empty." : "Edit cancelled, no changes made.");
                return true;
            }

            text = bare;
            fault = await SaveAsync(session, type, path, bare, cancellationToken);
            if (fault is null)
            {
                return true;
            }
        }
    }

    private static string Comment(string? fault) => fault is null ? "" : $"# {fault.ReplaceLineEndings("\n# ")}\n#\n";

    /// <summary>Why it was not saved, or null.</summary>
    private static async Task<string?> SaveAsync(Session session, ResourceType type, string path, string text, CancellationToken cancellationToken)
    {
        if (!DocumentReader.TryRead(Encoding.UTF8.GetBytes(text), out var document, out var fault))
        {
            return fault;
        }

        try
        {
            var saved = await session.WriteAsync(
                new ApiCall("PUT", ResourcePath.ForWrite(path, "edit", DryRun.None)) { Body = document!.ToJson(), ContentType = ApiCall.Json }, cancellationToken);
            session.Terminal.Out.WriteLine(ScreenText.Escape($"{type.NameOf(ObjectJson.Name(saved))} edited"));
            return null;
        }
        catch (ApiException refused)
        {
            return refused.Status.Message ?? "the server refused it";
        }
    }
}
