using System.CommandLine;
using System.Text;
using System.Text.Json.Nodes;
using EdgeKube.Api;
using EdgeKube.Cli.Commands;
using EdgeKube.Cli.Output;
using EdgeKube.Cli.Resources;
using EdgeKube.Cli.Transport;

namespace EdgeKube.Cli.Patch;

internal static class PatchCommand
{
    private static readonly Dictionary<string, string> Types = new()
    {
        ["strategic"] = "application/strategic-merge-patch+json",
        ["merge"] = ApiCall.MergePatch,
        ["json"] = "application/json-patch+json",
    };

    public static Command Build(CommandHost host)
    {
        var words = ResourceWords.Argument();
        var patch = new Option<string?>("--patch", "-p") { Description = "The patch, in JSON or YAML", HelpName = "PATCH" };
        var file = new Option<string?>("--patch-file") { Description = "A file with the patch", HelpName = "FILE" };
        var type = new Option<string>("--type") { Description = "strategic (default), merge or json", HelpName = "TYPE", DefaultValueFactory = _ => "strategic" };
        var subresource = new Option<string?>("--subresource") { Description = "status or scale", HelpName = "NAME" };
        var dryRun = DryRunOption.Build();
        var output = ObjectOutput.Build();
        var command = new Command("patch", "Change fields of an object") { words, patch, file, type, subresource, dryRun, output };
        command.SetAction(host.Handle(async (session, result, cancellationToken) =>
        {
            var text = result.GetValue(patch) ?? (result.GetValue(file) is { } path ? await File.ReadAllTextAsync(path, cancellationToken) : throw new CommandException("must specify --patch or --patch-file containing the contents of the patch"));
            var contentType = Types.GetValueOrDefault(result.GetValue(type)!) ?? throw new CommandException($"--type must be one of [json merge strategic], not \"{result.GetValue(type)}\"");
            var how = DryRunOption.Read(result, dryRun);
            foreach (var target in await session.TargetsAsync(result.GetValue(words), cancellationToken))
            {
                var item = ResourcePath.Item(target.Type, session.Namespace, target.Name ?? throw new CommandException("resource name may not be empty"));
                var before = await session.GetAsync(item, cancellationToken);
                var at = result.GetValue(subresource) is { } sub ? $"{item}/{sub}" : item;
                var after = how == DryRun.Client ? before : await session.WriteAsync(
                    new ApiCall("PATCH", ResourcePath.ForWrite(at, "patch", how)) { Body = AsJson(text), ContentType = contentType }, cancellationToken);
                var isSame = JsonNode.DeepEquals(before, after) && how != DryRun.Client;
                ObjectOutput.Print(session.Terminal, result.GetValue(output), target.Type, after, $"patched{(isSame ? " (no change)" : "")}{DryRunOption.Suffix(how)}");
            }

            return 0;
        }));
        return command;
    }

    private static byte[] AsJson(string text) => DocumentReader.TryRead(Encoding.UTF8.GetBytes(text), out var document, out var fault)
        ? document!.ToJson()
        : throw new CommandException($"unable to parse \"{text}\": {fault}");
}
