using System.CommandLine;
using EdgeKube.Api;
using EdgeKube.Cli.Commands;
using EdgeKube.Cli.Output;
using EdgeKube.Cli.Transport;
using EdgeKube.Link.Trust;

namespace EdgeKube.Cli.Access;

/// <summary><c>edgectl ca</c>: the controller's authorities.</summary>
internal static class AuthorityCommand
{
    public static Command Build(CommandHost host) => new("ca", "Show or replace the authority that signs certificates") { Show(host), Rotate(host) };

    private static Command Show(CommandHost host)
    {
        var pem = new Option<bool>("--pem") { Description = "Print the certificates themselves" };
        var command = new Command("show", "Show the authorities that are trusted now") { pem };
        command.SetAction(host.Handle(async (session, result, cancellationToken) =>
        {
            var body = await session.SendAsync(ApiCall.Get(TrustPaths.Authorities), cancellationToken);
            Write(session, AccessRequests.Read(body, TrustJsonContext.Default.AuthorityList), result.GetValue(pem));
            return 0;
        }));
        return command;
    }

    private static Command Rotate(CommandHost host)
    {
        var overlap = DurationOption.Build("--overlap", "How long the former authority stays trusted (default 30d); a node away longer has to join again");
        var command = new Command("rotate", "Make a new authority; nodes and users renew their certificates by themselves") { overlap };
        command.SetAction(host.Handle(async (session, result, cancellationToken) =>
        {
            var request = new RotateRequest { Overlap = AccessRequests.Duration(result.GetValue(overlap)) };
            var body = await session.SendAsync(AccessRequests.Post(TrustPaths.Rotate, request, TrustJsonContext.Default.RotateRequest), cancellationToken);
            Write(session, AccessRequests.Read(body, TrustJsonContext.Default.AuthorityList), pem: false);
            return 0;
        }));
        return command;
    }

    private static void Write(Session session, AuthorityList authorities, bool pem)
    {
        if (pem)
        {
            foreach (var authority in authorities.Items)
            {
                session.Terminal.Out.Write(ScreenText.Escape(authority.Certificate.ReplaceLineEndings("\n")));
            }

            return;
        }

        IReadOnlyList<string> header = ["KEY", "ROLE", "VALID FOR", "TRUSTED FOR"];
        new TableWriter(session.Terminal.Out).Write([header, .. authorities.Items.Select(authority => Row(authority, session.Now))]);
    }

    private static IReadOnlyList<string> Row(AuthorityInfo authority, DateTimeOffset now) =>
    [
        authority.KeyHash[..Math.Min(16, authority.KeyHash.Length)],
        (authority.Issues, authority.Serves) switch
        {
            (true, true) => "issues,serves",
            (true, false) => "issues",
            (false, true) => "serves",
            _ => "trusted",
        },
        HumanDuration.Format(authority.NotAfter - now),
        authority.TrustedUntil is { } until ? HumanDuration.Format(until - now) : Text.None,
    ];
}
