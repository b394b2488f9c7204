using System.Text;

namespace EdgeKube.Agent.Check;

/// <summary>Findings as lines for people. Pure.</summary>
internal static class CheckText
{
    /// <summary>One line for each: the level, what was looked at, what is the case, and after an arrow what to do.</summary>
    public static string Build(IReadOnlyList<Finding> findings)
    {
        var width = findings.Count == 0 ? 0 : findings.Max(finding => finding.Subject.Length);
        var text = new StringBuilder();
        foreach (var finding in findings)
        {
            text.Append(Word(finding.Level).PadRight(6)).Append(finding.Subject.PadRight(width + 2)).Append(OneLine(finding.Text));
            if (finding.Fix is { } fix)
            {
                text.Append(" -> ").Append(OneLine(fix));
            }

            text.Append('\n');
        }

        return text.ToString();
    }

    /// <summary>1 when something fails.</summary>
    public static int ExitCode(IReadOnlyList<Finding> findings) => findings.Any(finding => finding.Level == CheckLevel.Fail) ? 1 : 0;

    private static string Word(CheckLevel level) => level switch
    {
        CheckLevel.Ok => "ok",
        CheckLevel.Warn => "warn",
        _ => "fail",
    };

    private static string OneLine(string text) => text.ReplaceLineEndings(" ").Trim();
}
