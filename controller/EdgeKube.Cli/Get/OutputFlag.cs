using EdgeKube.Cli.Commands;

namespace EdgeKube.Cli.Get;

/// <summary>The value of <c>-o</c>.</summary>
internal static class OutputFlag
{
    private const string Allowed = "custom-columns,json,jsonpath,jsonpath-file,name,wide,yaml";

    /// <summary>The format, and what stands behind its equals sign.</summary>
    /// <exception cref="CommandException">There is no such format.</exception>
    public static (OutputFormat Format, string Argument) Split(string? text)
    {
        var equals = text?.IndexOf('=', StringComparison.Ordinal) ?? -1;
        var (name, argument) = equals < 0 ? (text, "") : (text![..equals], text[(equals + 1)..]);
        return name switch
        {
            null or "" => (OutputFormat.Table, ""),
            "wide" => (OutputFormat.Wide, ""),
            "yaml" => (OutputFormat.Yaml, ""),
            "json" => (OutputFormat.Json, ""),
            "name" => (OutputFormat.Name, ""),
            "jsonpath" => (OutputFormat.JsonPath, argument),
            "jsonpath-file" => (OutputFormat.JsonPath, File.ReadAllText(argument).TrimEnd('\n')),
            "custom-columns" => (OutputFormat.CustomColumns, argument),
            _ => throw new CommandException($"unable to match a printer suitable for the output format \"{text}\", allowed formats are: {Allowed}"),
        };
    }
}
