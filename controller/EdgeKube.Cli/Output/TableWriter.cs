namespace EdgeKube.Cli.Output;

/// <summary>Writes aligned rows as kubectl does. Widths are kept between calls, so the lines of a watch stay aligned.</summary>
internal sealed class TableWriter(TextWriter output)
{
    // kubectl's: three spaces between columns, none narrower than six.
    private const int Padding = 3;
    private const int MinWidth = 6;
    private readonly List<int> _widths = [];

    public void Write(IReadOnlyList<IReadOnlyList<string>> rows)
    {
        var cells = rows.Select(row => row.Select(ScreenText.Cell).ToArray()).ToArray();
        foreach (var row in cells)
        {
            Widen(row);
        }

        foreach (var row in cells)
        {
            for (var i = 0; i < row.Length; i++)
            {
                output.Write(i == row.Length - 1 ? row[i] : row[i].PadRight(_widths[i]));
            }

            output.Write('\n');
        }

        output.Flush();
    }

    private void Widen(string[] row)
    {
        for (var i = 0; i < row.Length; i++)
        {
            if (i == _widths.Count)
            {
                _widths.Add(MinWidth);
            }

            _widths[i] = Math.Max(_widths[i], row[i].Length + Padding);
        }
    }
}
