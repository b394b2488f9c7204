using System.CommandLine;
using EdgeKube.Cli.Commands;

namespace EdgeKube.Cli.Streams;

internal static class PortForwardCommand
{
    public static Command Build(CommandHost host)
    {
        var pod = PodArguments.Pod();
        var ports = new Argument<string[]>("ports") { Description = "LOCAL:REMOTE, REMOTE or :REMOTE", HelpName = "[LOCAL:]REMOTE", Arity = ArgumentArity.OneOrMore };
        var command = new Command("port-forward", "Listen on this machine's loopback and connect to ports of a pod") { pod, ports };
        command.SetAction(host.Handle(async (session, result, cancellationToken) =>
        {
            var pairs = (result.GetValue(ports) ?? []).Select(PortPair.Parse).ToArray();
            var name = result.GetValue(pod)!;
            await Task.WhenAll(pairs.Select(pair => new PortForwarder(session, name, pair).RunAsync(cancellationToken)));
            return 0;
        }));
        return command;
    }
}
