using System.CommandLine;
using System.CommandLine.Help;
using EdgeKube.Cli.Access;
using EdgeKube.Cli.Apply;
using EdgeKube.Cli.Auth;
using EdgeKube.Cli.Backup;
using EdgeKube.Cli.Broker;
using EdgeKube.Cli.Check;
using EdgeKube.Cli.Completion;
using EdgeKube.Cli.Create;
using EdgeKube.Cli.Delete;
using EdgeKube.Cli.Describe;
using EdgeKube.Cli.Diff;
using EdgeKube.Cli.Discover;
using EdgeKube.Cli.Edit;
using EdgeKube.Cli.Explain;
using EdgeKube.Cli.Get;
using EdgeKube.Cli.Kubeconfig;
using EdgeKube.Cli.Labels;
using EdgeKube.Cli.Local;
using EdgeKube.Cli.Logs;
using EdgeKube.Cli.Patch;
using EdgeKube.Cli.Proxy;
using EdgeKube.Cli.Rollout;
using EdgeKube.Cli.Scale;
using EdgeKube.Cli.Streams;
using EdgeKube.Cli.Top;
using EdgeKube.Cli.Upgrade;
using EdgeKube.Cli.Version;
using EdgeKube.Cli.Wait;
using EdgeKube.Cli.Why;

namespace EdgeKube.Cli.Commands;

/// <summary>The whole command line.</summary>
internal static class EdgectlCommand
{
    // The caller's Ctrl-C gives a watch or log this long to say good-bye to the server.
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(2);

    public static async Task<int> RunAsync(string[] args, Terminal terminal, CancellationToken cancellationToken)
    {
        // A word that starts with @ is a word, not a file to read arguments from.
        var result = Build(terminal).Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (result.Errors.Count > 0 && !AsksForHelp(args))
        {
            ErrorText.Write(terminal.Error, Faults(result));
            terminal.Error.WriteLine($"See '{CommandPath(result.CommandResult.Command)} --help' for usage.");
            return 1;
        }

        return await result.InvokeAsync(
            new InvocationConfiguration { Output = terminal.Out, Error = terminal.Error, ProcessTerminationTimeout = Farewell, EnableDefaultExceptionHandler = false },
            cancellationToken);
    }

    public static RootCommand Build(Terminal terminal)
    {
        var globals = new GlobalOptions();
        var host = new CommandHost(terminal, globals);
        var root = new RootCommand("edgectl controls an EdgeKube cluster over MQTT.");
        foreach (var option in globals.All)
        {
            root.Options.Add(option);
        }

        var help = root.Options.OfType<HelpOption>().Single();
        foreach (var alias in new[] { "-?", "/?", "/h" })
        {
            help.Aliases.Remove(alias);
        }

        root.SetAction(result => new HelpAction().Invoke(result));
        root.Subcommands.Add(ApplyCommand.Build(host));
        root.Subcommands.Add(CreateCommand.Build(host));
        root.Subcommands.Add(GetCommand.Build(host));
        root.Subcommands.Add(EventsCommand.Build(host));
        root.Subcommands.Add(EditCommand.Build(host));
        root.Subcommands.Add(PatchCommand.Build(host));
        root.Subcommands.Add(LabelCommand.Label(host));
        root.Subcommands.Add(LabelCommand.Annotate(host));
        root.Subcommands.Add(DiffCommand.Build(host));
        root.Subcommands.Add(WaitCommand.Build(host));
        root.Subcommands.Add(ExplainCommand.Build(host));
        root.Subcommands.Add(ApiResourcesCommand.Build(host));
        root.Subcommands.Add(AuthCommand.Build(host));
        root.Subcommands.Add(DescribeCommand.Build(host));
        root.Subcommands.Add(DeleteCommand.Build(host));
        root.Subcommands.Add(LogsCommand.Build(host));
        root.Subcommands.Add(ExecCommand.Build(host));
        root.Subcommands.Add(AttachCommand.Build(host));
        root.Subcommands.Add(PortForwardCommand.Build(host));
        root.Subcommands.Add(RestartCommand.Build(host));
        root.Subcommands.Add(ScaleCommand.Build(host));
        root.Subcommands.Add(RolloutCommand.Build(host));
        root.Subcommands.Add(LoginCommand.Build(host));
        root.Subcommands.Add(TokenCommand.Build(host));
        root.Subcommands.Add(IdentityCommand.Nodes(host));
        root.Subcommands.Add(IdentityCommand.Users(host));
        root.Subcommands.Add(AuthorityCommand.Build(host));
        root.Subcommands.Add(SecretsCommand.Build(host));
        root.Subcommands.Add(BackupCommand.Build(host));
        root.Subcommands.Add(RestoreCommand.Build(host));
        root.Subcommands.Add(BrokerCommand.Build(terminal));
        root.Subcommands.Add(TopCommand.Build(host));
        root.Subcommands.Add(CheckCommand.Build(host));
        root.Subcommands.Add(UpgradeCommand.Build(host));
        root.Subcommands.Add(ProxyCommand.Build(host));
        root.Subcommands.Add(KubeconfigCommand.Build(host));
        root.Subcommands.Add(WhyCommand.Build(host));
        root.Subcommands.Add(VersionCommand.Build(host));
        root.Subcommands.Add(CompletionCommand.Build(terminal));
        root.Subcommands.Add(ManualCommand.Build(terminal));
        return root;
    }

    private static bool AsksForHelp(string[] args) => args.Any(arg => arg is "-h" or "--help");

    private static IReadOnlyList<string> Faults(ParseResult result)
    {
        var command = result.CommandResult.Command;
        return command.Subcommands.Count > 0 && result.UnmatchedTokens is [var word, ..]
            ? [word.StartsWith('-') ? $"unknown flag: {word}" : $"unknown command \"{word}\" for \"{CommandPath(command)}\""]
            : [.. result.Errors.Select(error => error.Message.TrimEnd('.'))];
    }

    private static string CommandPath(Command command) =>
        command.Parents.OfType<Command>().FirstOrDefault() is { } parent ? $"{CommandPath(parent)} {command.Name}" : "edgectl";
}
