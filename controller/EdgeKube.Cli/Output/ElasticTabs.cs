using System.Text;

namespace EdgeKube.Cli.Output;

/// <summary>
/// Aligns tab-separated text in blocks: neighbouring lines that have a cell in a column share its width (Go's text/tabwriter, with the
/// settings of kubectl describe). What stands after a line's last tab belongs to no column.
/// </summary>
internal static class ElasticTabs
{
    private const int Padding = 2;

    public static string Align(string text)
    {
        var lines = text.Split('\n').Select(line => line.Split('\t')).ToArray();
        var aligned = new StringBuilder(text.Length * 2);
        Format(lines, 0, lines.Length, [], aligned);

        // Every line got an end; the text's own last line end made one too many.
        return aligned.ToString(0, aligned.Length - 1);
    }

    private static void Format(string[][] lines, int from, int to, List<int> widths, StringBuilder aligned)
    {
        var column = widths.Count;
        for (var at = from; at < to; at++)
        {
            if (column >= lines[at].Length - 1)
            {
                continue;
            }

            Write(lines, from, at, widths, aligned);
            from = at;
            var width = 0;
            for (; at < to && column < lines[at].Length - 1; at++)
            {
                width = Math.Max(width, lines[at][column].Length + Padding);
            }

            widths.Add(width);
            Format(lines, from, at, widths, aligned);
            widths.RemoveAt(column);
            from = at;
        }

        Write(lines, from, to, widths, aligned);
    }

    private static void Write(string[][] lines, int from, int to, List<int> widths, StringBuilder aligned)
    {
        foreach (var line in lines[from..to])
        {
            for (var i = 0; i < line.Length; i++)
            {
                aligned.Append(i < widths.Count ? line[i].PadRight(widths[i]) : line[i]);
            }

            aligned.Append('\n');
        }
    }
}
