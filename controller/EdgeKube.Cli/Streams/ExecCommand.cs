using System.CommandLine;
using EdgeKube.Cli.Commands;

namespace EdgeKube.Cli.Streams;

internal static class ExecCommand
{
    public static Command Build(CommandHost host)
    {
        var pod = PodArguments.Pod();
        var words = new Argument<string[]>("command") { Description = "The command and its arguments, after --", HelpName = "COMMAND", Arity = ArgumentArity.OneOrMore };
        var container = PodArguments.Container();
        var stdin = PodArguments.Stdin();
        var tty = PodArguments.Tty();
        var command = new Command("exec", "Run a command in a container: exec POD -- COMMAND") { pod, words, container, stdin, tty };
        command.SetAction(host.Handle(async (session, result, cancellationToken) =>
        {
            var (isInput, isTerminal) = (result.GetValue(stdin), result.GetValue(tty));
            var query = (result.GetValue(words) ?? []).Select(word => ("command", (string?)word));
            var name = result.GetValue(container) ?? await PodArguments.DefaultContainerAsync(session, result.GetValue(pod)!, cancellationToken);
            var path = PodArguments.Path(
                session,
                result.GetValue(pod)!,
                "exec",
                [
                    ("container", name),
                    ("stdin", PodArguments.Flag(isInput)),
                    ("stdout", "true"),
                    ("stderr", PodArguments.Flag(!isTerminal)),
                    ("tty", PodArguments.Flag(isTerminal)),
                    .. query,
                ]);
            return await new ProcessRunner(session, path, isInput, isTerminal).RunAsync(cancellationToken);
        }));
        return command;
    }
}
