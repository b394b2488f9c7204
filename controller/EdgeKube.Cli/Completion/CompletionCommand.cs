using System.CommandLine;
using EdgeKube.Cli.Commands;

namespace EdgeKube.Cli.Completion;

internal static class CompletionCommand
{
    public static Command Build(Terminal terminal)
    {
        var shell = new Argument<string>("shell") { Description = "bash, zsh or fish", HelpName = "bash|zsh|fish" };
        shell.CompletionSources.Add("bash", "zsh", "fish");
        var command = new Command("completion", "Print the script that completes edgectl's words in a shell: source <(edgectl completion bash)") { shell };
        command.SetAction(result =>
        {
            if (CompletionScripts.Find(result.GetValue(shell)!) is not { } script)
            {
                ErrorText.Write(terminal.Error, [$"unsupported shell type \"{result.GetValue(shell)}\"; say bash, zsh or fish"]);
                return 1;
            }

            terminal.Out.Write(script);
            return 0;
        });
        return command;
    }
}
