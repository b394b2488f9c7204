using System.CommandLine;
using EdgeKube.Cli.Commands;
using EdgeKube.Cli.Resources;

namespace EdgeKube.Cli.Logs;

internal static class LogsCommand
{
    private const long TailOfSelection = 10;

    public static Command Build(CommandHost host)
    {
        var words = new Argument<string[]>("pod") { Description = "POD or TYPE/NAME, and a container", HelpName = "POD|TYPE/NAME [CONTAINER]", Arity = new ArgumentArity(0, 2) };
        ResourceWords.RefuseFlags(words);
        var follow = new Option<bool>("--follow", "-f") { Description = "Go on with what is written from now on" };
        var tail = new Option<long?>("--tail") { Description = "Only so many last lines; -1 for all (default -1, with -l 10)", HelpName = "LINES" };
        var container = new Option<string?>("--container", "-c") { Description = "The container", HelpName = "NAME" };
        var allContainers = new Option<bool>("--all-containers") { Description = "Every container of the pod" };
        var previous = new Option<bool>("--previous", "-p") { Description = "The container's run before this one" };
        var timestamps = new Option<bool>("--timestamps") { Description = "Begin every line with its time" };
        var since = DurationOption.Build("--since", "Only lines younger than this, such as 5s, 2m or 3h");
        var sinceTime = new Option<string?>("--since-time") { Description = "Only lines after this time (RFC 3339)", HelpName = "TIME" };
        var limitBytes = new Option<long?>("--limit-bytes") { Description = "End after so many bytes", HelpName = "BYTES" };
        var selector = new Option<string?>("--selector", "-l") { Description = "All pods with these labels", HelpName = "SELECTOR" };
        var prefix = new Option<bool>("--prefix") { Description = "Begin every line with pod and container" };
        var command = new Command("logs", "Show what a pod's containers wrote")
        {
            words, follow, tail, container, allContainers, previous, timestamps, since, sinceTime, limitBytes, selector, prefix,
        };
        command.SetAction(host.Handle((session, result, cancellationToken) =>
        {
            var given = result.GetValue(words) ?? [];
            var chosen = result.GetValue(selector);
            var options = new LogsOptions(given.FirstOrDefault())
            {
                Selector = chosen,
                Container = result.GetValue(container) ?? given.ElementAtOrDefault(1),
                AllContainers = result.GetValue(allContainers),
                Follow = result.GetValue(follow),
                Tail = result.GetValue(tail) is { } lines ? (lines < 0 ? null : lines) : chosen is null ? null : TailOfSelection,
                Previous = result.GetValue(previous),
                Timestamps = result.GetValue(timestamps),
                SinceSeconds = result.GetValue(since) > TimeSpan.Zero ? (long)Math.Ceiling(result.GetValue(since).TotalSeconds) : null,
                SinceTime = result.GetValue(sinceTime),
                LimitBytes = result.GetValue(limitBytes),
                Prefix = result.GetValue(prefix),
            };
            return new LogsRunner(session, options).RunAsync(cancellationToken);
        }));
        return command;
    }
}
