using System.CommandLine;
using System.Text.Json.Nodes;
using EdgeKube.Cli.Commands;
using EdgeKube.Cli.Output;
using EdgeKube.Cli.Resources;

namespace EdgeKube.Cli.Create;

/// <summary>Objects made from flags alone.</summary>
internal static class Generators
{
    public static Command Namespace(CommandHost host) => Build(host, "namespace", "Create a Namespace", ResourceTypes.Namespace, [], (_, _) => []).Named("ns");

    public static Command ConfigMap(CommandHost host)
    {
        var (literals, files) = (Literals(), Files());
        return Build(host, "configmap", "Create a ConfigMap from values and files", ResourceTypes.ConfigMap, [literals, files], (result, _) =>
            DataSource.ForConfigMap(result.GetValue(literals) ?? [], result.GetValue(files) ?? [])).Named("cm");
    }

    public static Command Secret(CommandHost host)
    {
        var (literals, files) = (Literals(), Files());
        var type = new Option<string?>("--type") { Description = "The Secret's type (default Opaque)", HelpName = "TYPE" };
        return Build(host, "generic", "Create a Secret from values and files", ResourceTypes.Secret, [literals, files, type], (result, _) =>
        {
            var item = DataSource.ForSecret(result.GetValue(literals) ?? [], result.GetValue(files) ?? []);
            item["type"] = result.GetValue(type);
            return item;
        });
    }

    public static Command Deployment(CommandHost host)
    {
        var images = new Option<string[]>("--image") { Description = "An image to run; may be repeated", HelpName = "IMAGE", Required = true };
        var replicas = new Option<int>("--replicas", "-r") { Description = "The number of pods (default 1)", HelpName = "N", DefaultValueFactory = _ => 1 };
        var port = new Option<int?>("--port") { Description = "The port that the container listens on", HelpName = "PORT" };
        var run = new Argument<string[]>("command") { Description = "What to run instead of the image's own program, after --", Arity = ArgumentArity.ZeroOrMore };
        var command = Build(host, "deployment", "Create a Deployment", ResourceTypes.Deployment, [images, replicas, port], (result, name) =>
            DeploymentTemplate.Of(name, result.GetValue(images)!, result.GetValue(replicas), result.GetValue(port), result.GetValue(run) ?? [])).Named("deploy");
        command.Arguments.Add(run);
        return command;
    }

    private static Option<string[]> Literals() => new("--from-literal") { Description = "A key and its value; may be repeated", HelpName = "KEY=VALUE" };

    private static Option<string[]> Files() => new("--from-file") { Description = "A file, or a directory of files, whose names are the keys unless one is given; may be repeated", HelpName = "[KEY=]PATH" };

    private static Command Named(this Command command, string alias)
    {
        command.Aliases.Add(alias);
        return command;
    }

    private static Command Build(
        CommandHost host, string word, string description, ResourceType type, IReadOnlyList<Option> options, Func<ParseResult, string, JsonObject> content)
    {
        var name = new Argument<string>("name") { Description = "The object's name", HelpName = "NAME" };
        ResourceWords.RefuseFlags(name);
        var dryRun = DryRunOption.Build();
        var output = ObjectOutput.Build();
        var command = new Command(word, description) { name, dryRun, output };
        foreach (var option in options)
        {
            command.Options.Add(option);
        }

        command.SetAction(host.Handle(async (session, result, cancellationToken) =>
        {
            var given = result.GetValue(name)!;
            var item = new JsonObject { ["apiVersion"] = type.ApiVersion, ["kind"] = type.Kind, ["metadata"] = new JsonObject { ["name"] = given } };
            foreach (var (field, value) in content(result, given).Where(field => field.Value is not null))
            {
                item[field] = value!.DeepClone();
            }

            await new Creation(session, DryRunOption.Read(result, dryRun), result.GetValue(output)).OneAsync(type, item, cancellationToken);
            return 0;
        }));
        return command;
    }
}
