using System.CommandLine;
using System.Text.Json.Nodes;
using EdgeKube.Cli.Commands;
using EdgeKube.Cli.Output;
using EdgeKube.Cli.Streams;
using EdgeKube.Cli.Transport;

namespace EdgeKube.Cli.Local;

/// <summary><c>edgectl --node-local restart POD</c>.</summary>
internal static class RestartCommand
{
    public static Command Build(CommandHost host)
    {
        var pod = PodArguments.Pod();
        var container = PodArguments.Container();
        var command = new Command("restart", "With --node-local: end a pod's containers with their grace, so that they start anew") { pod, container };
        command.SetAction(host.Handle(async (session, result, cancellationToken) =>
        {
            if (!session.Flags.IsNodeLocal)
            {
                throw new CommandException("restart: works on the node, with --node-local; from elsewhere use edgectl rollout restart deployment/NAME");
            }

            var path = PodArguments.Path(session, result.GetValue(pod)!, "restart", ("container", result.GetValue(container)));
            var body = await session.SendAsync(new ApiCall("POST", path), cancellationToken);
            session.Terminal.Out.WriteLine(ScreenText.Escape((string?)(ObjectJson.Parse(body.Span)["message"] as JsonValue) ?? "restarted"));
            return 0;
        }));
        return command;
    }
}
