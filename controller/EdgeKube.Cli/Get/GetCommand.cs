using System.CommandLine;
using EdgeKube.Cli.Commands;
using EdgeKube.Cli.Resources;

namespace EdgeKube.Cli.Get;

internal static class GetCommand
{
    public static Command Build(CommandHost host)
    {
        var words = ResourceWords.Argument();
        var output = new Option<string?>("--output", "-o") { Description = "Output format: wide, yaml, json, name, jsonpath=TEMPLATE, jsonpath-file=FILE or custom-columns=NAME:PATH,...", HelpName = "FORMAT" };
        output.CompletionSources.Add("wide", "yaml", "json", "name", "jsonpath=", "custom-columns=");
        var all = new Option<bool>("--all-namespaces", "-A") { Description = "List the objects of all namespaces" };
        var labels = new Option<string?>("--selector", "-l") { Description = "Label selector, such as app=web,tier!=db", HelpName = "SELECTOR" };
        var fields = new Option<string?>("--field-selector") { Description = "Field selector, such as status.phase=Running", HelpName = "SELECTOR" };
        var watch = new Option<bool>("--watch", "-w") { Description = "After listing, show every change" };
        var watchOnly = new Option<bool>("--watch-only") { Description = "Show changes without listing first" };
        var showLabels = new Option<bool>("--show-labels") { Description = "Show the labels as the last column" };
        var noHeaders = new Option<bool>("--no-headers") { Description = "Leave the table's headers out" };
        var ignore = new Option<bool>("--ignore-not-found") { Description = "Succeed when the object does not exist" };
        var managed = new Option<bool>("--show-managed-fields") { Description = "Keep managedFields in yaml and json" };
        var sortBy = new Option<string?>("--sort-by") { Description = "Sort by what a path finds, such as .metadata.creationTimestamp", HelpName = "PATH" };
        var command = new Command("get", "Show one or many objects") { words, output, all, labels, fields, watch, watchOnly, showLabels, noHeaders, ignore, managed, sortBy };
        command.SetAction(host.Handle(async (session, result, cancellationToken) =>
        {
            var (format, argument) = OutputFlag.Split(result.GetValue(output));
            var options = new GetOptions(await session.TargetsAsync(result.GetValue(words), cancellationToken))
            {
                Format = format,
                Template = format == OutputFormat.JsonPath ? PathOption.ParseTemplate(argument) : null,
                Columns = format == OutputFormat.CustomColumns ? CustomColumns.Parse(argument) : null,
                SortBy = result.GetValue(sortBy) is { } path ? PathOption.Parse(path) : null,
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
                ? await new WatchRunner(session, options).RunAsync(cancellationToken)
                : await new GetRunner(session, options).RunAsync(cancellationToken);
        }));
        return command;
    }
}
