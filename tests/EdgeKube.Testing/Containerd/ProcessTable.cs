using System.Globalization;

namespace EdgeKube.Testing.Containerd;

/// <summary>The processes of this machine, from /proc.</summary>
public static class ProcessTable
{
    public sealed record Entry(int Id, int ParentId, IReadOnlyList<string> Arguments);

    public static IReadOnlyList<Entry> Read() =>
        [.. Directory.GetDirectories("/proc").Select(path => Path.GetFileName(path)).Select(Find).OfType<Entry>()];

    /// <summary>False also for a zombie.</summary>
    public static bool IsAlive(int id) => ReadStat(id) is { } stat && stat[0] is not ("Z" or "X");

    private static Entry? Find(string name)
    {
        if (!int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var id) || ReadStat(id) is not { } stat)
        {
            return null;
        }

        try
        {
            var arguments = File.ReadAllText($"/proc/{id}/cmdline").Split('\0', StringSplitOptions.RemoveEmptyEntries);
            return new Entry(id, int.Parse(stat[1], CultureInfo.InvariantCulture), arguments);
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <returns>From the state on: the name before it may hold blanks.</returns>
    private static string[]? ReadStat(int id)
    {
        try
        {
            var text = File.ReadAllText($"/proc/{id}/stat");
            return text[(text.LastIndexOf(')') + 2)..].Split(' ');
        }
        catch (IOException)
        {
            return null;
        }
    }
}
