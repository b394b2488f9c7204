using System.CommandLine;
using System.Text;
using System.Text.Json.Nodes;
using EdgeKube.Cli.Commands;
using EdgeKube.Cli.Output;
using EdgeKube.Cli.Resources;
using EdgeKube.Cli.Transport;

namespace EdgeKube.Cli.Auth;

/// <summary><c>auth can-i</c> and <c>auth whoami</c>.</summary>
internal static class AuthCommand
{
    private const string Reviews = "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews";
    private const string SelfReviews = "/apis/authentication.k8s.io/v1/selfsubjectreviews";

    public static Command Build(CommandHost host) => new("auth", "Ask what you may do, and who you are") { CanI(host), WhoAmI(host) };

    private static Command CanI(CommandHost host)
    {
        var words = new Argument<string[]>("what") { Description = "A verb and a type, with a name if it matters, or a path", HelpName = "VERB TYPE[/NAME]", Arity = new ArgumentArity(2, 3) };
        ResourceWords.RefuseFlags(words);
        var subresource = new Option<string?>("--subresource") { Description = "Of the type, such as log", HelpName = "NAME" };
        var everywhere = new Option<bool>("--all-namespaces", "-A") { Description = "In every namespace" };
        var quiet = new Option<bool>("--quiet", "-q") { Description = "Answer by the exit code alone" };
        var command = new Command("can-i", "Ask whether you may do something; exit code 1 when not") { words, subresource, everywhere, quiet };
        command.SetAction(host.Handle(async (session, result, cancellationToken) =>
        {
            var given = result.GetValue(words)!;
            var spec = given[1].StartsWith('/')
                ? new JsonObject { ["nonResourceAttributes"] = new JsonObject { ["verb"] = given[0], ["path"] = given[1] } }
                : new JsonObject { ["resourceAttributes"] = await AttributesAsync(session, given, result.GetValue(subresource), result.GetValue(everywhere), cancellationToken) };
            var answer = await ReviewAsync(session, Reviews, "authorization.k8s.io/v1", "SelfSubjectAccessReview", new JsonObject { ["spec"] = spec }, cancellationToken);
            var isAllowed = (bool?)answer["status"]?["allowed"] is true;
            if (!result.GetValue(quiet))
            {
                var reason = (string?)answer["status"]?["reason"] is { Length: > 0 } why && !isAllowed ? $" - {why}" : "";
                session.Terminal.Out.WriteLine(ScreenText.Escape(isAllowed ? "yes" : $"no{reason}"));
            }

            return isAllowed ? 0 : 1;
        }));
        return command;
    }

    private static Command WhoAmI(CommandHost host)
    {
        var command = new Command("whoami", "Say who you are to the server");
        command.SetAction(host.Handle(async (session, _, cancellationToken) =>
        {
            var answer = await ReviewAsync(session, SelfReviews, "authentication.k8s.io/v1", "SelfSubjectReview", [], cancellationToken);
            var user = answer["status"]?["userInfo"];
            var groups = string.Join(' ', (user?["groups"] as JsonArray ?? []).Select(name => (string?)name));
            new TableWriter(session.Terminal.Out).Write([["ATTRIBUTE", "VALUE"], ["Username", (string?)user?["username"] ?? ""], ["Groups", $"[{groups}]"]]);
            return 0;
        }));
        return command;
    }

    private static async Task<JsonObject> AttributesAsync(Session session, string[] words, string? subresource, bool everywhere, CancellationToken cancellationToken)
    {
        var slash = words[1].Split('/');
        var name = words.Length > 2 ? words[2] : slash.Length > 1 ? slash[1] : null;
        var type = words[1] == "*" ? null : (await session.TargetsAsync([slash[0]], cancellationToken))[0].Type;
        return new JsonObject
        {
            ["verb"] = words[0],
            ["group"] = type?.Group ?? "*",
            ["resource"] = type?.Plural ?? "*",
            ["namespace"] = everywhere || type is { IsNamespaced: false } ? null : session.Namespace,
            ["name"] = name,
            ["subresource"] = subresource,
        };
    }

    private static Task<JsonObject> ReviewAsync(
        Session session, string path, string apiVersion, string kind, JsonObject review, CancellationToken cancellationToken)
    {
        review["apiVersion"] = apiVersion;
        review["kind"] = kind;
        return session.WriteAsync(new ApiCall("POST", path) { Body = Encoding.UTF8.GetBytes(review.ToJsonString()), ContentType = ApiCall.Json }, cancellationToken);
    }
}
