using System.CommandLine;
using EdgeKube.Cli.Commands;
using EdgeKube.Cli.Resources;

namespace EdgeKube.Cli.Rollout;

internal static class RolloutCommand
{
    public static Command Build(CommandHost host) => new("rollout", "Follow or repeat the rollout of a Deployment") { Status(host), Restart(host) };

    private static Command Status(CommandHost host)
    {
        var words = ResourceWords.Argument();
        var watch = new Option<bool?>("--watch", "-w") { Description = "Wait until the rollout is done (default true)", HelpName = "true|false" };
        var timeout = DurationOption.Build("--timeout", "How long to wait; 0 for as long as it takes");
        var command = new Command("status", "Show how far a rollout is, until it is done") { words, watch, timeout };
        command.SetAction(host.Handle((session, result, cancellationToken) =>
        {
            var target = Target(result.GetValue(words) ?? [], "no status viewer has been implemented for");
            return new RolloutWatch(session, target, result.GetValue(timeout)).RunAsync(result.GetValue(watch) ?? true, cancellationToken);
        }));
        return command;
    }

    private static Command Restart(CommandHost host)
    {
        var words = ResourceWords.Argument();
        var command = new Command("restart", "Replace the pods of a Deployment by new ones, as a rolling update") { words };
        command.SetAction(host.Handle((session, result, cancellationToken) =>
            RolloutRestart.RunAsync(session, Target(result.GetValue(words) ?? [], "restarting is not supported for"), cancellationToken)));
        return command;
    }

    private static string Target(string[] words, string refusal)
    {
        var targets = ResourceArguments.Parse(words);
        return targets switch
        {
            [{ Type.Kind: "Deployment", Name: { } name }] => name,
            [{ Name: null }] or { Count: > 1 } => throw new CommandException("name one object, such as deployment/web"),
            _ => throw new CommandException($"{refusal} {targets[0].Type.Kind}"),
        };
    }
}
