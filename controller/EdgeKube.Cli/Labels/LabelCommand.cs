using System.CommandLine;
using System.Text;
using System.Text.Json.Nodes;
using EdgeKube.Cli.Commands;
using EdgeKube.Cli.Output;
using EdgeKube.Cli.Resources;
using EdgeKube.Cli.Transport;

namespace EdgeKube.Cli.Labels;

/// <summary><c>label</c> and <c>annotate</c>: keys and values of an object's metadata.</summary>
internal static class LabelCommand
{
    public static Command Label(CommandHost host) => Build(host, new KeysAndValues("labels", "label", "labeled", "unlabeled", "not labeled"));

    public static Command Annotate(CommandHost host) => Build(host, new KeysAndValues("annotations", "annotate", "annotated", "annotated", "annotated"));

    private static Command Build(CommandHost host, KeysAndValues kind)
    {
        var words = ResourceWords.Argument();
        var overwrite = new Option<bool>("--overwrite") { Description = "Replace values that are there" };
        var all = new Option<bool>("--all") { Description = "All objects of the type in the namespace" };
        var selector = new Option<string?>("--selector", "-l") { Description = "The objects with these labels", HelpName = "SELECTOR" };
        var dryRun = DryRunOption.Build();
        var output = ObjectOutput.Build();
        var command = new Command(kind.Command, $"Set {kind.Field} of objects (KEY=VALUE), or remove them (KEY-)") { words, overwrite, all, selector, dryRun, output };
        command.SetAction(host.Handle(async (session, result, cancellationToken) =>
        {
            var given = result.GetValue(words) ?? [];
            var first = Array.FindIndex(given, word => word.Contains('=') || (word.Length > 1 && word.EndsWith('-')));
            var change = LabelChange.Parse(first < 0 ? [] : given[first..], kind);
            var how = DryRunOption.Read(result, dryRun);
            foreach (var (type, item) in await FindAsync(session, first < 0 ? given : given[..first], result.GetValue(all), result.GetValue(selector), cancellationToken))
            {
                var current = item["metadata"]?[kind.Field] as JsonObject ?? [];
                if (!result.GetValue(overwrite))
                {
                    change.CheckOverwrites(current);
                }

                var after = how == DryRun.Client ? item : await WriteAsync(session, type, item, change.ToPatch(current), kind, how, cancellationToken);
                ObjectOutput.Print(session.Terminal, result.GetValue(output), type, after, $"{change.Describe(current)}{DryRunOption.Suffix(how)}");
            }

            return 0;
        }));
        return command;
    }

    private static Task<JsonObject> WriteAsync(
        Session session, ResourceType type, JsonObject item, JsonObject patch, KeysAndValues kind, DryRun dryRun, CancellationToken cancellationToken)
    {
        var path = ResourcePath.Item(type, ObjectJson.Namespace(item), ObjectJson.Name(item));
        return patch.Count == 0 ? Task.FromResult(item) : session.WriteAsync(
            new ApiCall("PATCH", ResourcePath.ForWrite(path, kind.Command, dryRun))
            {
                Body = Encoding.UTF8.GetBytes(new JsonObject { ["metadata"] = new JsonObject { [kind.Field] = patch } }.ToJsonString()),
                ContentType = ApiCall.MergePatch,
            },
            cancellationToken);
    }

    private static async Task<IReadOnlyList<(ResourceType Type, JsonObject Item)>> FindAsync(
        Session session, string[] words, bool all, string? selector, CancellationToken cancellationToken)
    {
        var found = new List<(ResourceType, JsonObject)>();
        foreach (var target in await session.TargetsAsync(words, cancellationToken))
        {
            if (target.Name is not null)
            {
                found.Add((target.Type, await session.GetAsync(ResourcePath.Item(target.Type, session.Namespace, target.Name), cancellationToken)));
            }
            else if (all || selector is not null)
            {
                var listing = await session.ListAsync(target.Type, session.Namespace, [("labelSelector", selector)], cancellationToken);
                found.AddRange(listing.Items.Select(item => (target.Type, item)));
            }
            else
            {
                throw new CommandException("resource(s) were provided, but no name was specified");
            }
        }

        return found;
    }
}
