using System.CommandLine;
using System.CommandLine.Help;
using System.Text;
using EdgeKube.Cli.Commands;

namespace EdgeKube.Cli.Completion;

/// <summary><c>edgectl manual</c>: the manual page (section 1) in troff, made of the commands themselves. For the package; not in the help.</summary>
internal static class ManualCommand
{
    public static Command Build(Terminal terminal)
    {
        var command = new Command("manual", "Print edgectl's manual page") { Hidden = true };
        command.SetAction(result =>
        {
            terminal.Out.Write(Page(result.RootCommandResult.Command));
            return 0;
        });
        return command;
    }

    internal static string Page(Command root)
    {
        var text = new StringBuilder(".TH EDGECTL 1 \"\" EdgeKube EdgeKube\n.SH NAME\nedgectl \\- the operator's remote control of EdgeKube\n")
            .Append(".SH SYNOPSIS\n.B edgectl\n.I COMMAND\n[\\fIOPTIONS\\fR]\n.SH DESCRIPTION\n").Append(Escape(root.Description ?? "")).Append("\n.SH OPTIONS OF EVERY COMMAND\n");
        AppendOptions(text, root);
        text.Append(".SH COMMANDS\n");
        foreach (var command in root.Subcommands)
        {
            AppendCommand(text, "edgectl", command);
        }

        return text.ToString();
    }

    private static void AppendCommand(StringBuilder text, string parent, Command command)
    {
        if (command.Hidden)
        {
            return;
        }

        var path = $"{parent} {command.Name}";
        text.Append(".SS \"").Append(Escape(path));
        foreach (var argument in command.Arguments)
        {
            text.Append(' ').Append(Escape(argument.HelpName ?? argument.Name.ToUpperInvariant()));
        }

        text.Append("\"\n").Append(Escape(command.Description ?? "")).Append(".\n");
        AppendOptions(text, command);
        foreach (var child in command.Subcommands)
        {
            AppendCommand(text, path, child);
        }
    }

    private static void AppendOptions(StringBuilder text, Command command)
    {
        foreach (var option in command.Options)
        {
            if (!option.Hidden && option is not HelpOption)
            {
                var value = option.ValueType == typeof(bool) ? "" : $" {option.HelpName ?? "VALUE"}";
                text.Append(".TP\n.B \"").Append(Escape(string.Join(", ", [option.Name, .. option.Aliases]) + value)).Append("\"\n").Append(Escape(option.Description ?? "")).Append(".\n");
            }
        }
    }

    // A line that begins with a dot or an apostrophe would be a request, and a minus has to stay one.
    private static string Escape(string text)
    {
        var escaped = text.ReplaceLineEndings(" ").Replace("\\", "\\e", StringComparison.Ordinal).Replace("-", "\\-", StringComparison.Ordinal).Replace("\"", "\\(dq", StringComparison.Ordinal);
        return escaped.StartsWith('.') || escaped.StartsWith('\'') ? $"\\&{escaped}" : escaped;
    }
}
