using System.CommandLine;
using System.Text;
using System.Text.Json.Nodes;
using EdgeKube.Cli.Commands;
using EdgeKube.Cli.Resources;
using EdgeKube.Cli.Transport;

namespace EdgeKube.Cli.Scale;

internal static class ScaleCommand
{
    public static Command Build(CommandHost host)
    {
        var words = ResourceWords.Argument();
        var replicas = new Option<int>("--replicas") { Description = "The number of pods wanted", HelpName = "N", Required = true };
        var current = new Option<int?>("--current-replicas") { Description = "Scale only when this is the present number", HelpName = "N" };
        var command = new Command("scale", "Set the number of pods of a Deployment or ReplicaSet") { words, replicas, current };
        command.SetAction(host.Handle(async (session, result, cancellationToken) =>
        {
            var wanted = result.GetValue(replicas);
            if (wanted < 0)
            {
                throw new CommandException($"--replicas: {wanted} is less than 0");
            }

            foreach (var target in await session.TargetsAsync(result.GetValue(words), cancellationToken))
            {
                await ScaleAsync(session, target, wanted, result.GetValue(current), cancellationToken);
                session.Terminal.Out.WriteLine($"{target.Type.NameOf(target.Name!)} scaled");
            }

            return 0;
        }));
        return command;
    }

    private static async Task ScaleAsync(Session session, ResourceTarget target, int wanted, int? expected, CancellationToken cancellationToken)
    {
        if (target.Name is null)
        {
            throw new CommandException($"{target.Type.QualifiedPlural}: name the object to scale, such as {target.Type.Singular}/web");
        }

        var path = $"{ResourcePath.Item(target.Type, session.Namespace, target.Name)}/scale";
        var patch = new JsonObject { ["spec"] = new JsonObject { ["replicas"] = wanted } };
        if (expected is not null)
        {
            var scale = await session.GetAsync(path, cancellationToken);
            var found = scale["spec"]?["replicas"]?.GetValue<int>() ?? 0;
            if (found != expected)
            {
                throw new CommandException($"{target.Type.QualifiedPlural} \"{target.Name}\": expected replicas to be {expected}, was {found}");
            }

            patch["metadata"] = new JsonObject { ["resourceVersion"] = scale["metadata"]?["resourceVersion"]?.DeepClone() };
        }

        await session.SendAsync(
            new ApiCall("PATCH", path) { Body = Encoding.UTF8.GetBytes(patch.ToJsonString()), ContentType = ApiCall.MergePatch }, cancellationToken);
    }
}
