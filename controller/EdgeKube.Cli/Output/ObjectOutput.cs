using System.CommandLine;
using System.Text.Json.Nodes;
using EdgeKube.Api.Yaml;
using EdgeKube.Cli.Commands;
using EdgeKube.Cli.Get;
using EdgeKube.Cli.Resources;

namespace EdgeKube.Cli.Output;

/// <summary>What commands that change objects print: a sentence, or with <c>-o</c> the object.</summary>
internal static class ObjectOutput
{
    public static Option<string?> Build()
    {
        var option = new Option<string?>("--output", "-o") { Description = "Print the object instead of a sentence: yaml, json or name", HelpName = "FORMAT" };
        option.CompletionSources.Add("yaml", "json", "name");
        return option;
    }

    /// <param name="terminal">Where to.</param>
    /// <param name="format">The value of <c>-o</c>.</param>
    /// <param name="type">The object's.</param>
    /// <param name="item">As it is now.</param>
    /// <param name="done">What was done to it, such as <c>created</c>.</param>
    public static void Print(Terminal terminal, string? format, ResourceType type, JsonObject item, string done)
    {
        var name = ScreenText.Escape(type.NameOf(ObjectJson.Name(item)));
        terminal.Out.Write(OutputFlag.Split(format).Format switch
        {
            OutputFormat.Table => $"{name} {done}\n",
            OutputFormat.Name => $"{name}\n",
            OutputFormat.Yaml => YamlText.Write(ObjectsPrinter.Tidy(item, false)),
            OutputFormat.Json => JsonText.Write(ObjectsPrinter.Tidy(item, false)),
            _ => throw new CommandException($"unable to match a printer suitable for the output format \"{format}\", allowed formats are: json,name,yaml"),
        });
    }
}
