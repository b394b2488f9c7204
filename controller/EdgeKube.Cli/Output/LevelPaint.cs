namespace EdgeKube.Cli.Output;

/// <summary>Colours the word that a line of a check begins with. Pure.</summary>
internal static class LevelPaint
{
    private const string Reset = "\e[0m";

    /// <param name="line"><c>ok</c>, <c>warn</c> or <c>fail</c>, and what was found.</param>
    /// <param name="hasColours">False: the line as it is.</param>
    public static string Apply(string line, bool hasColours)
    {
        var end = line.IndexOf(' ', StringComparison.Ordinal);
        var word = end < 0 ? line : line[..end];
        return hasColours && Find(word) is { } colour ? colour + word + Reset + line[word.Length..] : line;
    }

    private static string? Find(string word) => word switch
    {
        "ok" => "\e[32m",
        "warn" => "\e[33m",
        "fail" => "\e[31m",
        _ => null,
    };
}
