using System.CommandLine;
using EdgeKube.Cli.Commands;

namespace EdgeKube.Cli.Streams;

internal static class AttachCommand
{
    public static Command Build(CommandHost host)
    {
        var pod = PodArguments.Pod();
        var container = PodArguments.Container();
        var stdin = PodArguments.Stdin();
        var tty = PodArguments.Tty();
        var command = new Command("attach", "Join the process of a container") { pod, container, stdin, tty };
        command.SetAction(host.Handle(async (session, result, cancellationToken) =>
        {
            var (isInput, isTerminal) = (result.GetValue(stdin), result.GetValue(tty));
            var name = result.GetValue(container) ?? await PodArguments.DefaultContainerAsync(session, result.GetValue(pod)!, cancellationToken);
            var path = PodArguments.Path(
                session,
                result.GetValue(pod)!,
                "attach",
                ("container", name),
                ("stdin", PodArguments.Flag(isInput)),
                ("stdout", "true"),
                ("stderr", PodArguments.Flag(!isTerminal)),
                ("tty", PodArguments.Flag(isTerminal)));
            return await new ProcessRunner(session, path, isInput, isTerminal).RunAsync(cancellationToken);
        }));
        return command;
    }
}
