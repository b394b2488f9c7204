using System.CommandLine;
using EdgeKube.Cli.Commands;
using EdgeKube.Cli.Output;

namespace EdgeKube.Cli.Discover;

internal static class ApiResourcesCommand
{
    public static Command Build(CommandHost host)
    {
        var group = new Option<string?>("--api-group") { Description = "Only types of this group", HelpName = "GROUP" };
        var namespaced = new Option<bool?>("--namespaced") { Description = "Only types that live in namespaces, or only the others", HelpName = "true|false" };
        var noHeaders = new Option<bool>("--no-headers") { Description = "Leave the headers out" };
        var output = new Option<string?>("--output", "-o") { Description = "wide or name", HelpName = "FORMAT" };
        output.AcceptOnlyFromAmong("wide", "name");
        var command = new Command("api-resources", "List the types that the server has") { group, namespaced, noHeaders, output };
        command.SetAction(host.Handle(async (session, result, cancellationToken) =>
        {
            var types = (await session.TypesAsync(cancellationToken))
                .Where(type => result.GetValue(group) is not { } wanted || type.Group == wanted)
                .Where(type => result.GetValue(namespaced) is not { } wanted || type.IsNamespaced == wanted)
                .OrderBy(type => type.Group, StringComparer.Ordinal)
                .ThenBy(type => type.Plural, StringComparer.Ordinal)
                .ToArray();
            if (result.GetValue(output) == "name")
            {
                foreach (var type in types)
                {
                    session.Terminal.Out.WriteLine(type.QualifiedPlural);
                }

                return 0;
            }

            string[] wide = result.GetValue(output) == "wide" ? ["VERBS", "CATEGORIES"] : [];
            IReadOnlyList<string> headers = ["NAME", "SHORTNAMES", "APIVERSION", "NAMESPACED", "KIND", .. wide];
            var rows = types.Select(type => (IReadOnlyList<string>)
            [
                type.Plural, string.Join(',', type.ShortNames), type.ApiVersion, type.IsNamespaced ? "true" : "false", type.Kind,
                .. wide.Length > 0 ? new[] { string.Join(',', type.Verbs), string.Join(',', type.Categories) } : [],
            ]);
            new TableWriter(session.Terminal.Out).Write(result.GetValue(noHeaders) ? [.. rows] : [headers, .. rows]);
            return 0;
        }));
        return command;
    }
}
