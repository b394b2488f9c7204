using System.CommandLine;

namespace EdgeKube.Cli.Commands;

/// <summary><c>--dry-run=none|client|server</c>.</summary>
internal static class DryRunOption
{
    public static Option<string?> Build()
    {
        var option = new Option<string?>("--dry-run") { Description = "none, server (check and answer, store nothing) or client (send nothing)", HelpName = "none|client|server" };
        option.CompletionSources.Add("none", "client", "server");
        return option;
    }

    /// <exception cref="CommandException">The value is none of the three.</exception>
    public static DryRun Read(ParseResult result, Option<string?> option) => result.GetValue(option) switch
    {
        null or "none" => DryRun.None,
        "client" => DryRun.Client,
        "server" => DryRun.Server,
        var other => throw new CommandException($"invalid dry-run value ({other}). Must be \"none\", \"server\", or \"client\"."),
    };

    /// <summary>What kubectl puts behind its messages.</summary>
    public static string Suffix(DryRun dryRun) => dryRun switch
    {
        DryRun.Client => " (dry run)",
        DryRun.Server => " (server dry run)",
        _ => "",
    };
}
