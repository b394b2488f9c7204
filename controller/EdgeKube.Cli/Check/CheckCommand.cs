using System.CommandLine;
using System.Text;
using EdgeKube.Cli.Commands;
using EdgeKube.Cli.Output;
using EdgeKube.Cli.Transport;
using EdgeKube.Link.Trust;

namespace EdgeKube.Cli.Check;

/// <summary><c>edgectl check node NAME…</c>: what edgekube-agent check says there, without going there.</summary>
internal static class CheckCommand
{
    public static Command Build(CommandHost host) => new("check", "Ask whether machines are fit, and what to do where they are not") { BuildNode(host) };

    private static Command BuildNode(CommandHost host)
    {
        var names = new Argument<string[]>("name") { Description = "The nodes", HelpName = "NAME", Arity = ArgumentArity.OneOrMore };
        var command = new Command("node", "Check nodes that are connected; ends with 1 when something fails") { names };
        command.SetAction(host.Handle(async (session, result, cancellationToken) =>
        {
            var exit = 0;
            var nodes = result.GetValue(names) ?? [];
            foreach (var name in nodes)
            {
                var lines = Lines(await session.SendAsync(ApiCall.Get($"{TrustPaths.Nodes}/{Uri.EscapeDataString(name)}/check"), cancellationToken));
                foreach (var line in lines)
                {
                    var painted = LevelPaint.Apply(ScreenText.Escape(line), session.Terminal.HasColours);
                    session.Terminal.Out.WriteLine(nodes.Length > 1 ? $"{ScreenText.Escape(name)}: {painted}" : painted);
                    exit = line.StartsWith("fail", StringComparison.Ordinal) ? 1 : exit;
                }
            }

            return exit;
        }));
        return command;
    }

    private static string[] Lines(ReadOnlyMemory<byte> text) => Encoding.UTF8.GetString(text.Span).Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
