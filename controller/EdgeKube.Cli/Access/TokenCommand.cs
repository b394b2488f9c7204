using System.CommandLine;
using EdgeKube.Api;
using EdgeKube.Cli.Commands;
using EdgeKube.Cli.Output;
using EdgeKube.Cli.Transport;
using EdgeKube.Link.Trust;

namespace EdgeKube.Cli.Access;

internal static class TokenCommand
{
    public static Command Build(CommandHost host) =>
        new("token", "Make, list and delete the tokens with which devices and users join") { Create(host), List(host), Delete(host) };

    private static Command Create(CommandHost host)
    {
        var ttl = DurationOption.Build("--ttl", "How long it is good for (default 1h)");
        var node = new Option<string?>("--node") { Description = "Only for the node of this name", HelpName = "NAME" };
        var user = new Option<string?>("--user") { Description = "For a user of this name, not for a node", HelpName = "NAME" };
        var groups = new Option<string[]>("--group") { Description = "A group of the user; may be repeated", HelpName = "GROUP" };
        var uses = new Option<int?>("--uses") { Description = "How many may join with it (default 1)", HelpName = "N" };
        var command = new Command("create", "Make a token and print the line to run on the device") { ttl, node, user, groups, uses };
        command.SetAction(host.Handle(async (session, result, cancellationToken) =>
        {
            var request = new TokenRequest
            {
                Ttl = AccessRequests.Duration(result.GetValue(ttl)),
                Node = result.GetValue(node),
                User = result.GetValue(user),
                Groups = result.GetValue(groups) is { Length: > 0 } named ? named : null,
                Uses = result.GetValue(uses),
            };
            var body = await session.SendAsync(AccessRequests.Post(TrustPaths.Tokens, request, TrustJsonContext.Default.TokenRequest), cancellationToken);
            session.Terminal.Out.WriteLine(ScreenText.Escape(JoinLine.Build(AccessRequests.Read(body, TrustJsonContext.Default.TokenResponse).Command, request)));
            return 0;
        }));
        return command;
    }

    private static Command List(CommandHost host)
    {
        var command = new Command("list", "Show the tokens that are good now; never their secrets");
        command.SetAction(host.Handle(async (session, _, cancellationToken) =>
        {
            var body = await session.SendAsync(ApiCall.Get(TrustPaths.Tokens), cancellationToken);
            var tokens = AccessRequests.Read(body, TrustJsonContext.Default.TokenList).Items;
            if (tokens.Count == 0)
            {
                session.Terminal.Error.WriteLine("No tokens found");
                return 0;
            }

            IReadOnlyList<string> header = ["ID", "FOR", "GROUPS", "USES LEFT", "EXPIRES IN"];
            new TableWriter(session.Terminal.Out).Write([header, .. tokens.Select(token => Row(token, session.Now))]);
            return 0;
        }));
        return command;
    }

    private static IReadOnlyList<string> Row(TokenInfo token, DateTimeOffset now) =>
    [
        token.Id,
        token switch
        {
            { User: { } user } => $"user {user}",
            { Node: { } node } => $"node {node}",
            _ => "any node",
        },
        Text.OrNone(string.Join(',', token.Groups ?? [])),
        $"{token.UsesLeft}",
        token.Expires is { } expires ? HumanDuration.Format(expires - now) : "not before the controller knows the time",
    ];

    private static Command Delete(CommandHost host)
    {
        var ids = new Argument<string[]>("id") { Description = "As edgectl token list shows them", HelpName = "ID", Arity = ArgumentArity.OneOrMore };
        var command = new Command("delete", "Make tokens worthless; who joined with them stays") { ids };
        command.SetAction(host.Handle(async (session, result, cancellationToken) =>
        {
            foreach (var id in result.GetValue(ids) ?? [])
            {
                await session.SendAsync(new ApiCall("DELETE", $"{TrustPaths.Tokens}/{Uri.EscapeDataString(id)}"), cancellationToken);
                session.Terminal.Out.WriteLine($"token \"{ScreenText.Escape(id)}\" deleted");
            }

            return 0;
        }));
        return command;
    }
}
