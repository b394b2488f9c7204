using System.CommandLine;
using EdgeKube.Api;
using EdgeKube.Cli.Commands;
using EdgeKube.Cli.Output;
using EdgeKube.Cli.Transport;
using EdgeKube.Link.Trust;

namespace EdgeKube.Cli.Access;

/// <summary><c>edgectl secrets</c>: how Secrets lie in the controller's database.</summary>
internal static class SecretsCommand
{
    public static Command Build(CommandHost host) => new("secrets", "Manage the key that Secrets are sealed with in the controller's database") { Rotate(host) };

    private static Command Rotate(CommandHost host)
    {
        var command = new Command("rotate", "Seal all Secrets with a new key and forget the old one; their contents stay");
        command.SetAction(host.Handle(async (session, _, cancellationToken) =>
        {
            var body = await session.SendAsync(new ApiCall("POST", TrustPaths.RotateSecrets), cancellationToken);
            session.Terminal.Out.WriteLine(ScreenText.Escape(AccessRequests.Read(body, MetaJsonContext.Default.ApiStatus).Message ?? ""));
            return 0;
        }));
        return command;
    }
}
