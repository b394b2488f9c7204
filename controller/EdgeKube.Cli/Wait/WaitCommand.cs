using System.CommandLine;
using EdgeKube.Cli.Commands;
using EdgeKube.Cli.Resources;

namespace EdgeKube.Cli.Wait;

internal static class WaitCommand
{
    public static Command Build(CommandHost host)
    {
        var words = ResourceWords.Argument();
        var condition = new Option<string?>("--for") { Description = "delete, create, condition=NAME[=STATUS] or jsonpath=PATH[=VALUE]", HelpName = "WHAT" };
        var timeout = DurationOption.Build("--timeout", "How long to wait (default 30s); 0 to look once", TimeSpan.FromSeconds(30));
        var all = new Option<bool>("--all") { Description = "All objects of the type in the namespace" };
        var selector = new Option<string?>("--selector", "-l") { Description = "The objects with these labels", HelpName = "SELECTOR" };
        var command = new Command("wait", "Wait until objects are as asked for") { words, condition, timeout, all, selector };
        command.SetAction(host.Handle(async (session, result, cancellationToken) =>
        {
            var wanted = WaitCondition.Parse(result.GetValue(condition) ?? throw new CommandException("--for: say what to wait for, such as condition=Ready"));
            var runner = new WaitRunner(session, wanted, result.GetValue(timeout));
            var targets = await session.TargetsAsync(result.GetValue(words), cancellationToken);
            if (targets.Any(target => target.Name is null) && !result.GetValue(all) && result.GetValue(selector) is null)
            {
                throw new CommandException("resource(s) were provided, but no name, label selector, or --all flag specified");
            }

            return await runner.RunAsync(targets, result.GetValue(selector), cancellationToken);
        }));
        return command;
    }
}
