using EdgeKube.Cli.Output;

namespace EdgeKube.Cli.Get;

/// <summary>A table on a screen that is drawn again, in its place, with every change.</summary>
internal sealed class LiveTable(TextWriter output, Func<(int Width, int Height)> screen)
{
    private readonly Dictionary<string, IReadOnlyList<string>> _rows = new(StringComparer.Ordinal);
    private readonly List<string> _order = [];
    private int _drawn;

    /// <param name="headers">Null: none.</param>
    public void Draw(IReadOnlyList<string>? headers)
    {
        using var text = new StringWriter { NewLine = "\n" };
        IReadOnlyList<IReadOnlyList<string>> rows = [.. _order.Select(key => _rows[key])];
        new TableWriter(text).Write(headers is null || rows.Count == 0 ? rows : [headers, .. rows]);
        var (width, height) = screen();
        var lines = text.ToString().Split('\n')[..^1];

        // What scrolled off cannot be drawn over: then only what fits is shown, from the end.
        var room = Math.Max(1, height - 1);
        var shown = new List<string>();
        var taken = 0;
        foreach (var line in lines.AsEnumerable().Reverse())
        {
            taken += Height(line, width);
            if (taken > room)
            {
                break;
            }

            shown.Insert(0, line);
        }

        output.Write(_drawn > 0 ? $"\e[{_drawn}A\e[J" : "");
        output.Write(string.Concat(shown.Select(line => line + "\n")));
        output.Flush();
        _drawn = shown.Sum(line => Height(line, width));
    }

    /// <param name="key">Tells rows apart.</param>
    /// <param name="cells">Null: the row goes.</param>
    public void Set(string key, IReadOnlyList<string>? cells)
    {
        if (cells is null)
        {
            _rows.Remove(key);
            _order.Remove(key);
            return;
        }

        if (!_rows.ContainsKey(key))
        {
            _order.Add(key);
        }

        _rows[key] = cells;
    }

    private static int Height(string line, int width) => width <= 0 ? 1 : Math.Max(1, (line.Length + width - 1) / width);
}
