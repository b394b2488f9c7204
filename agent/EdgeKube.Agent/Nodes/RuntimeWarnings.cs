using EdgeKube.Agent.Check;
using EdgeKube.Agent.Report;

namespace EdgeKube.Agent.Nodes;

/// <summary>Known ways out of a container with the runtime that this node has, as events at each start.</summary>
internal static class RuntimeWarnings
{
    private const string Packages = "/var/lib/dpkg/status";

    public static IReadOnlyList<NodeEvent> Find(DateTimeOffset now)
    {
        try
        {
            return Of(File.ReadLines(Packages), now);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // No Debian: its check says what it can.
            return [];
        }
    }

    /// <param name="packages">dpkg's list. Pure.</param>
    public static IReadOnlyList<NodeEvent> Of(IEnumerable<string> packages, DateTimeOffset now)
    {
        var events = new List<NodeEvent>();
        foreach (var finding in BreakoutChecks.Find(RuntimeFactReader.PackagesOf(packages)))
        {
            if (finding.Level == CheckLevel.Warn)
            {
                events.Add(new NodeEvent("Warning", "KnownBreakout", $"{finding.Text}; {finding.Fix}", now));
            }
        }

        return events;
    }
}
