using System.Globalization;
using System.Text.RegularExpressions;

namespace EdgeKube.Reference.Node;

/// <summary>Something that was read inside of a container, or of the node.</summary>
/// <param name="Title">As the recording has it.</param>
/// <param name="Text">What was read.</param>
internal sealed partial record InsideSection(string Title, string Text)
{
    /// <summary>The container of a log; null for other sections.</summary>
    public string? LogOf => Log().Match(Title) is { Success: true } log ? log.Groups[1].Value : null;

    /// <summary>The code of the answer that was no log.</summary>
    public int LogCode => Log().Match(Title).Groups[2] is { Success: true } code ? int.Parse(code.ValueSpan, CultureInfo.InvariantCulture) : 200;

    public (string Pod, long At, string Script)? Exec => Executed().Match(Title) is { Success: true } exec
        ? (exec.Groups[1].Value, long.Parse(exec.Groups[2].ValueSpan, CultureInfo.InvariantCulture), exec.Groups[3].Value)
        : null;

    public bool IsFollowedLog => Title.StartsWith("followed logs", StringComparison.Ordinal);

    public bool IsCgroups => Title.StartsWith("on the node", StringComparison.Ordinal);

    public static IReadOnlyList<InsideSection> ReadAll(string text)
        => [.. ("\n" + text).Split("\n## ").Skip(1).Select(part => part.Split('\n', 2)).Select(part => new InsideSection(part[0], part.Length > 1 ? part[1].TrimEnd('\n') : ""))];

    [GeneratedRegex(@"^log pod=p container=(\S+)(?: \(HTTP (\d+)\))?")]
    private static partial Regex Log();

    [GeneratedRegex(@"^exec pod=(\S+) \+(\d+)ms: (.*)")]
    private static partial Regex Executed();
}
