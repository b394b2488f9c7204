using System.CommandLine;
using EdgeKube.Cli.Commands;
using EdgeKube.Cli.Resources;

namespace EdgeKube.Cli.Get;

internal static class GetCommand
{
    public static Command Build(CommandHost host)
    {
        var words = ResourceWords.Argument();
        var output = new Option<string?>("--output", "-o") { Description = "Output format: wide, yaml, json or name", HelpName = "FORMAT" };
        output.CompletionSources.Add("wide", "yaml", "json", "name");
        var all = new Option<bool>("--all-namespaces", "-A") { Description = "List the objects of all namespaces" };
        var labels = new Option<string?>("--selector", "-l") { Description = "Label selector, such as app=web,tier!=db", HelpName = "SELECTOR" };
        var fields = new Option<string?>("--field-selector") { Description = "Field selector, such as status.phase=Running", HelpName = "SELECTOR" };
        var watch = new Option<bool>("--watch", "-w") { Description = "After listing, show every change" };
        var watchOnly = new Option<bool>("--watch-only") { Description = "Show changes without listing first" };
        var showLabels = new Option<bool>("--show-labels") { Description = "Show the labels as the last column" };
        var noHeaders = new Option<bool>("--no-headers") { Description = "Leave the table's headers out" };
        var ignore = new Option<bool>("--ignore-not-found") { Description = "Succeed when the object does not exist" };
        var managed = new Option<bool>("--show-managed-fields") { Description = "Keep managedFields in yaml and json" };
        var command = new Command("get", "Show one or many objects") { words, output, all, labels, fields, watch, watchOnly, showLabels, noHeaders, ignore, managed };
        command.SetAction(host.Handle((session, result, cancellationToken) =>
        {
            var options = new GetOptions(ResourceArguments.Parse(result.GetValue(words) ?? []))
            {
                Format = ParseFormat(result.GetValue(output)),
                AllNamespaces = result.GetValue(all),
                LabelSelector = result.GetValue(labels),
                FieldSelector = result.GetValue(fields),
                Watch = result.GetValue(watch) || result.GetValue(watchOnly),
                WatchOnly = result.GetValue(watchOnly),
                ShowLabels = result.GetValue(showLabels),
                NoHeaders = result.GetValue(noHeaders),
                IgnoreNotFound = result.GetValue(ignore),
                ShowManagedFields = result.GetValue(managed),
            };
            return options.Watch
                ? new WatchRunner(session, options).RunAsync(cancellationToken)
                : new GetRunner(session, options).RunAsync(cancellationToken);
        }));
        return command;
    }

    private static OutputFormat ParseFormat(string? text) => text switch
    {
        null or "" => OutputFormat.Table,
        "wide" => OutputFormat.Wide,
        "yaml" => OutputFormat.Yaml,
        "json" => OutputFormat.Json,
        "name" => OutputFormat.Name,
        _ => throw new CommandException($"unable to match a printer suitable for the output format \"{text}\", allowed formats are: json,name,wide,yaml"),
    };
}
