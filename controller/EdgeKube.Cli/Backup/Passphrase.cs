using System.CommandLine;
using EdgeKube.Cli.Commands;

namespace EdgeKube.Cli.Backup;

/// <summary>What a backup is sealed with: from a file or the environment, never from the command line, which others can read.</summary>
internal static class Passphrase
{
    public const string Variable = "EDGECTL_PASSPHRASE";
    private const int Shortest = 8;

    public static Option<string?> Option() => new("--passphrase-file") { Description = $"A file whose first line is the passphrase (or {Variable})", HelpName = "FILE" };

    /// <exception cref="CommandException">There is none, or it is too short.</exception>
    public static string Read(Terminal terminal, string? file)
    {
        var text = file is null ? terminal.Environment(Variable) : File.ReadLines(file).FirstOrDefault();
        return text switch
        {
            null or "" => throw new CommandException($"a backup is sealed with a passphrase: say --passphrase-file, or set {Variable}"),
            { Length: < Shortest } => throw new CommandException($"the passphrase has less than {Shortest} characters"),
            _ => text,
        };
    }
}
