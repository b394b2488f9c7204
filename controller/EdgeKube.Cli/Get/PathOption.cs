using EdgeKube.Cli.Commands;
using EdgeKube.Cli.JsonPath;

namespace EdgeKube.Cli.Get;

/// <summary>Paths and templates of the command line, whose faults are the person's.</summary>
internal static class PathOption
{
    public static JsonPathExpression Parse(string text)
    {
        try
        {
            return JsonPathExpression.ParseRelaxed(text);
        }
        catch (FormatException error)
        {
            throw new CommandException(error.Message);
        }
    }

    public static JsonPathTemplate ParseTemplate(string text)
    {
        try
        {
            return text.Length > 0 ? JsonPathTemplate.Parse(text) : throw new CommandException("template format specified but no template given");
        }
        catch (Exception error) when (error is FormatException or System.Text.RegularExpressions.RegexParseException or ArgumentException)
        {
            throw new CommandException(error.Message);
        }
    }
}
