using System.CommandLine;
using EdgeKube.Cli.Commands;
using EdgeKube.Cli.Nodes;
using EdgeKube.Cli.Output;
using EdgeKube.Link.Trust;

namespace EdgeKube.Cli.Access;

/// <summary><c>edgectl node</c> and <c>edgectl user</c>: what becomes of who has joined.</summary>
internal static class IdentityCommand
{
    public static Command Nodes(CommandHost host) => new("node", "Withdraw a node's access, hand its name to another device, end its conflict with a restored controller, or reboot it")
    {
        Change(host, "node", "revoke", TrustPaths.Nodes, "Let a node in no more; its pods run on", "revoked: its session is ended, and it is let in no more"),
        Change(host, "node", "replace", TrustPaths.Nodes, "Let another device join under this name and take over labels and pods", "may be taken over: the next device that joins under this name gets it"),
        Change(host, "node", "resolve", TrustPaths.Nodes, "Let a node that holds a newer view, or one of another store, take this controller's", "is told to take this controller's view: what it ran and this controller does not know ends there"),
        RebootCommand.Build(host),
    };

    public static Command Users(CommandHost host) => new("user", "Withdraw a user's access, or let the user join anew")
    {
        Change(host, "user", "revoke", TrustPaths.Users, "Let a user in no more", "revoked: its sessions are ended, and it is let in no more"),
        Change(host, "user", "replace", TrustPaths.Users, "Let a user join anew, with no key of before", "may join anew; no key of before counts from then on"),
    };

    private static Command Change(CommandHost host, string kind, string verb, string root, string description, string done)
    {
        var names = new Argument<string[]>("name") { Description = $"The {kind}'s name", HelpName = "NAME", Arity = ArgumentArity.OneOrMore };
        var command = new Command(verb, description) { names };
        command.SetAction(host.Handle(async (session, result, cancellationToken) =>
        {
            foreach (var name in result.GetValue(names) ?? [])
            {
                await AccessRequests.ChangeAsync(session, root, name, verb, cancellationToken);
                session.Terminal.Out.WriteLine($"{kind} \"{ScreenText.Escape(name)}\" {done}");
            }

            return 0;
        }));
        return command;
    }
}
