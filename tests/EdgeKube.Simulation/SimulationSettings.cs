using System.Globalization;

namespace EdgeKube.Simulation;

/// <summary>EDGEKUBE_SIM_SEED reruns one seed; EDGEKUBE_SIM_SEEDS asks for more of them than CI has time for.</summary>
internal static class SimulationSettings
{
    /// <param name="count">Runs in CI.</param>
    /// <param name="weight">How many small runs one of these costs; the long form makes so many fewer.</param>
    public static IReadOnlyCollection<int> Seeds(int count, int weight = 1)
    {
        if (Find("EDGEKUBE_SIM_SEED") is { } seed)
        {
            return [seed];
        }

        return [.. Enumerable.Range(1, Find("EDGEKUBE_SIM_SEEDS") is { } seeds ? Math.Max(1, seeds / weight) : count)];
    }

    private static int? Find(string name) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : null;
}
