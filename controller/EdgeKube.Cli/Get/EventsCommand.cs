using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using EdgeKube.Api;
using EdgeKube.Cli.Commands;
using EdgeKube.Cli.Output;
using EdgeKube.Cli.Resources;

namespace EdgeKube.Cli.Get;

/// <summary><c>events</c>: what happened, the latest last.</summary>
internal static class EventsCommand
{
    public static Command Build(CommandHost host)
    {
        var about = new Option<string?>("--for") { Description = "Only events of one object", HelpName = "TYPE/NAME" };
        var everywhere = new Option<bool>("--all-namespaces", "-A") { Description = "Events of all namespaces" };
        var types = new Option<string?>("--types") { Description = "Only Normal or Warning events", HelpName = "TYPE" };
        var noHeaders = new Option<bool>("--no-headers") { Description = "Leave the headers out" };
        var command = new Command("events", "List what happened, in order") { about, everywhere, types, noHeaders };
        command.SetAction(host.Handle(async (session, result, cancellationToken) =>
        {
            var conditions = new List<string>();
            if (result.GetValue(about) is { } text)
            {
                var target = (await session.TargetsAsync([text], cancellationToken))[0];
                conditions.Add($"involvedObject.kind={target.Type.Kind},involvedObject.name={target.Name ?? throw new CommandException("--for must be in resource/name form")}");
            }

            if (result.GetValue(types) is { } type)
            {
                conditions.Add($"type={type}");
            }

            var scope = result.GetValue(everywhere) ? null : session.Namespace;
            var listing = await session.ListAsync(ResourceTypes.Event, scope, [("fieldSelector", conditions.Count > 0 ? string.Join(',', conditions) : null)], cancellationToken);
            Print(session, [.. listing.Items.OrderBy(LastSeen, StringComparer.Ordinal)], scope, result.GetValue(noHeaders));
            return 0;
        }));
        return command;
    }

    private static void Print(Session session, IReadOnlyList<JsonObject> items, string? scope, bool noHeaders)
    {
        if (items.Count == 0)
        {
            session.Terminal.Error.WriteLine(scope is null ? "No events found." : $"No events found in {scope} namespace.");
            return;
        }

        var layout = new TableLayout(ResourceTypes.Event, false, scope is null, false, false);
        var rows = items.Select(item => layout.Cells(item, session.Now));
        new TableWriter(session.Terminal.Out).Write(noHeaders ? [.. rows] : [layout.Headers(), .. rows]);
    }

    // Times of the API sort as texts.
    private static string LastSeen(JsonObject item) => (string?)item["series"]?["lastObservedTime"] ?? (string?)item["lastTimestamp"] ?? (string?)item["eventTime"] ?? "";
}
