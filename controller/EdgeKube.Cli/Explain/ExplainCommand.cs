using System.CommandLine;
using System.Text.Json.Nodes;
using EdgeKube.Cli.Commands;
using EdgeKube.Cli.Output;
using EdgeKube.Cli.Resources;
using EdgeKube.Cli.Transport;

namespace EdgeKube.Cli.Explain;

/// <summary><c>explain</c>: what fields a kind has, from the server's schema.</summary>
internal static class ExplainCommand
{
    public static Command Build(CommandHost host)
    {
        var what = new Argument<string>("type") { Description = "A type and a field of it, such as pods or deploy.spec.template", HelpName = "TYPE[.FIELD]" };
        ResourceWords.RefuseFlags(what);
        var recursive = new Option<bool>("--recursive") { Description = "All fields below, without descriptions" };
        var command = new Command("explain", "Describe the fields of a kind") { what, recursive };
        command.SetAction(host.Handle(async (session, result, cancellationToken) =>
        {
            var words = result.GetValue(what)!.Split('.');
            var type = (await session.TargetsAsync([words[0]], cancellationToken))[0].Type;
            var path = type.Group.Length == 0 ? $"/openapi/v3/api/{type.Version}" : $"/openapi/v3/apis/{type.Group}/{type.Version}";
            var body = await session.SendAsync(ApiCall.Get(path), cancellationToken);
            var schemas = ObjectJson.Parse(body.Span)["components"]?["schemas"] as JsonObject ?? [];
            session.Terminal.Out.Write(ScreenText.Escape(new Explanation(type, schemas).Of(words[1..], result.GetValue(recursive))));
            return 0;
        }));
        return command;
    }
}
