using System.CommandLine;
using System.Reflection;
using System.Text.Json.Nodes;
using EdgeKube.Api.Yaml;
using EdgeKube.Cli.Commands;
using EdgeKube.Cli.Output;

namespace EdgeKube.Cli.Version;

internal static class VersionCommand
{
    private static string Client { get; } =
        typeof(VersionCommand).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";

    public static Command Build(CommandHost host)
    {
        var clientOnly = new Option<bool>("--client") { Description = "Do not ask the server" };
        var output = new Option<string?>("--output", "-o") { Description = "Output format: yaml or json", HelpName = "FORMAT" };
        output.AcceptOnlyFromAmong("yaml", "json");
        var command = new Command("version", "Show the versions of edgectl and of the server") { clientOnly, output };
        command.SetAction(host.Handle(async (session, result, cancellationToken) =>
        {
            var format = result.GetValue(output);
            if (format is null)
            {
                // Before the server is asked: the client's own version is known whether or not there is an answer.
                session.Terminal.Out.WriteLine($"Client Version: v{Client}");
            }

            var server = result.GetValue(clientOnly) ? null : await session.GetAsync("/version", cancellationToken);
            session.Terminal.Out.Write(Format(format, server));
            return 0;
        }));
        return command;
    }

    private static string Format(string? format, JsonObject? server)
    {
        if (format is null)
        {
            return server is null ? "" : $"Server Version: {ScreenText.Escape(server["gitVersion"]?.ToString() ?? "unknown")}\n";
        }

        var versions = new JsonObject { ["clientVersion"] = new JsonObject { ["gitVersion"] = $"v{Client}" } };
        if (server is not null)
        {
            versions["serverVersion"] = server;
        }

        return format == "json" ? JsonText.Write(versions) : YamlText.Write(versions);
    }
}
