using System.Text;

namespace EdgeKube.Hosting.Options;

/// <summary>A program's manual page (section 8) in troff, made from its help and its table of options. Pure.</summary>
internal static class ManualPage
{
    /// <param name="program">Its name.</param>
    /// <param name="purpose">What it is, in half a sentence.</param>
    /// <param name="usage">What <c>--help</c> prints.</param>
    /// <param name="file">The options file.</param>
    /// <param name="table">Its options.</param>
    /// <param name="defaults">Their defaults.</param>
    public static string Build<T>(string program, string version, string purpose, string usage, string file, OptionTable<T> table, T defaults)
    {
        var text = new StringBuilder()
            .Append(".TH ").Append(program.ToUpperInvariant()).Append(" 8 \"\" \"").Append(program).Append(' ').Append(version).Append("\" EdgeKube\n")
            .Append(".SH NAME\n").Append(Escape(program)).Append(" \\- ").Append(Escape(purpose)).Append('\n')
            .Append(".SH SYNOPSIS\n.nf\n").Append(Escape(usage.Trim())).Append("\n.fi\n")
            .Append(".SH FILES\n.TP\n.I ").Append(Escape(file)).Append("\nOptions, in YAML. Unknown keys and wrong values are refused, all at once.\n")
            .Append(".TP\n.I ").Append(Escape(Path.ChangeExtension(file, ".d"))).Append("/*.yaml\nMore of them, read after it in the order of their names. What is read later wins.\n")
            .Append(".SH OPTIONS IN THE FILE\nEach can be given as an environment variable as well, which wins over the files; lists by commas.\n");
        foreach (var option in table.Options)
        {
            var standard = string.Join(", ", option.Print(defaults));
            text.Append(".TP\n.BR \"").Append(Escape(option.Key)).Append("\" \": ").Append(Escape(option.Value)).Append("\"\n")
                .Append(Escape(option.Description)).Append('\n')
                .Append(standard.Length == 0 ? "" : $"Default: {Escape(standard)}.\n")
                .Append("Variable: ").Append(Escape(table.VariableOf(option.Key))).Append(".\n");
        }

        return text.ToString();
    }

    // A line that begins with a dot or an apostrophe would be a request, and a minus has to stay one.
    private static string Escape(string text)
    {
        var escaped = text.Replace("\\", "\\e", StringComparison.Ordinal).Replace("-", "\\-", StringComparison.Ordinal).Replace("\"", "\\(dq", StringComparison.Ordinal);
        return string.Join('\n', escaped.Split('\n').Select(line => line.StartsWith('.') || line.StartsWith('\'') ? $"\\&{line}" : line));
    }
}
