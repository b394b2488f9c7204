using System.CommandLine;
using EdgeKube.Cli.Commands;
using EdgeKube.Cli.Manifests;
using EdgeKube.Cli.Resources;
using FileOptions = EdgeKube.Cli.Manifests.FileOptions;

namespace EdgeKube.Cli.Delete;

internal static class DeleteCommand
{
    public static Command Build(CommandHost host)
    {
        var words = ResourceWords.Argument();
        var files = FileOptions.Build();
        var labels = new Option<string?>("--selector", "-l") { Description = "Delete the objects with these labels", HelpName = "SELECTOR" };
        var fields = new Option<string?>("--field-selector") { Description = "Delete the objects with these fields", HelpName = "SELECTOR" };
        var all = new Option<bool>("--all") { Description = "Delete all objects of the type in the namespace" };
        var everywhere = new Option<bool>("--all-namespaces", "-A") { Description = "With --all or -l: in all namespaces" };
        var grace = new Option<long?>("--grace-period") { Description = "Seconds to end gracefully; 0 needs --force", HelpName = "SECONDS" };
        var now = new Option<bool>("--now") { Description = "The same as --grace-period=1" };
        var force = new Option<bool>("--force") { Description = "Forget the object at once, whether or not its containers have ended" };
        var wait = new Option<bool?>("--wait") { Description = "Wait until the objects are gone (default true)", HelpName = "true|false" };
        var timeout = DurationOption.Build("--timeout", "How long to wait; 0 for as long as it takes");
        var ignore = new Option<bool>("--ignore-not-found") { Description = "Succeed when the object does not exist" };
        var cascade = new Option<string?>("--cascade") { Description = "What becomes of dependents: background, foreground or orphan", HelpName = "POLICY" };
        var output = new Option<string?>("--output", "-o") { Description = "Output format: name", HelpName = "FORMAT" };
        output.AcceptOnlyFromAmong("name");
        var command = new Command("delete", "Delete objects by name, by file or by labels")
        {
            words, files.Files, files.Recursive, labels, fields, all, everywhere, grace, now, force, wait, timeout, ignore, cascade, output,
        };
        command.SetAction(host.Handle((session, result, cancellationToken) =>
        {
            var forced = result.GetValue(force);
            var options = new DeleteRequest
            {
                Words = result.GetValue(words) ?? [],
                Files = ManifestSource.Expand(result.GetValue(files.Files) ?? [], result.GetValue(files.Recursive)),
                LabelSelector = result.GetValue(labels),
                FieldSelector = result.GetValue(fields),
                All = result.GetValue(all),
                AllNamespaces = result.GetValue(everywhere),
                GracePeriod = DeleteRules.GracePeriod(result.GetValue(grace), result.GetValue(now), forced),
                Force = forced,
                Wait = result.GetValue(wait) ?? !forced,
                Timeout = result.GetValue(timeout),
                IgnoreNotFound = result.GetValue(ignore) || result.GetValue(all) || result.GetValue(labels) is not null,
                Propagation = DeleteRules.Propagation(result.GetValue(cascade)),
                NamesOnly = result.GetValue(output) is not null,
            };
            DeleteRules.Check(options);
            return new DeleteRunner(session, options).RunAsync(cancellationToken);
        }));
        return command;
    }
}
