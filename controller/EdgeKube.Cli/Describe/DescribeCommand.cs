using System.CommandLine;
using EdgeKube.Cli.Commands;
using EdgeKube.Cli.Resources;

namespace EdgeKube.Cli.Describe;

internal static class DescribeCommand
{
    public static Command Build(CommandHost host)
    {
        var words = ResourceWords.Argument();
        var labels = new Option<string?>("--selector", "-l") { Description = "Describe the objects with these labels", HelpName = "SELECTOR" };
        var everywhere = new Option<bool>("--all-namespaces", "-A") { Description = "Describe the objects of all namespaces" };
        var events = new Option<bool?>("--show-events") { Description = "Show the events, too (default true)", HelpName = "true|false" };
        var command = new Command("describe", "Show an object with everything that is known about it") { words, labels, everywhere, events };
        command.SetAction(host.Handle(async (session, result, cancellationToken) =>
        {
            var runner = new DescribeRunner(session, result.GetValue(everywhere) ? null : session.Namespace, result.GetValue(events) ?? true);
            return await runner.RunAsync(await session.TargetsAsync(result.GetValue(words), cancellationToken), result.GetValue(labels), cancellationToken);
        }));
        return command;
    }
}
