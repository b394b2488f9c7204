using System.Globalization;

namespace EdgeKube.Simulation;

/// <summary>EDGEKUBE_SIM_SEED reruns one seed; EDGEKUBE_SIM_SEEDS asks for more of them than CI has time for.</summary>
internal static class SimulationSettings
{
    public static IEnumerable<int> Seeds(int count)
    {
        if (Find("EDGEKUBE_SIM_SEED") is { } seed)
        {
            return [seed];
        }

        return Enumerable.Range(1, Find("EDGEKUBE_SIM_SEEDS") ?? count);
    }

    private static int? Find(string name) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : null;
}
