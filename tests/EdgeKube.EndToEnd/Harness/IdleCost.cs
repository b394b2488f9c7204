using EdgeKube.Testing;

namespace EdgeKube.EndToEnd.Harness;

/// <summary>What a process costs that has nothing to do.</summary>
/// <param name="Pss">MiB.</param>
/// <param name="CpuSeconds">Of a minute.</param>
/// <param name="WakeUps">In a minute.</param>
/// <param name="Written">Bytes, in the time that was measured.</param>
internal sealed record IdleCost(double Pss, double CpuSeconds, double WakeUps, long Written)
{
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(22);
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(15);

    /// <summary>Lets it come to rest, and then looks on for a while: time itself is what is measured, there is no condition to wait for.</summary>
    public static async Task<IdleCost> OfAsync(string pid)
    {
        await Task.Delay(Rest, TimeProvider.System);
        var (cpu, wakeUps, written) = (ProcessFigures.CpuSeconds(pid), ProcessFigures.WakeUps(pid), ProcessFigures.Written(pid));
        await Task.Delay(Window, TimeProvider.System);
        var minutes = Window.TotalMinutes;
        return new IdleCost(
            ProcessFigures.Pss(pid) / 1024.0,
            (ProcessFigures.CpuSeconds(pid) - cpu) / minutes,
            ProcessFigures.WakeUps(pid).Sum(thread => thread.Value - wakeUps.GetValueOrDefault(thread.Key)) / minutes,
            ProcessFigures.Written(pid) - written);
    }

    public override string ToString() => FormattableString.Invariant($"{Pss:F1} MiB PSS, {CpuSeconds:F2} CPU s/min, {WakeUps:F0} wake-ups/min, {Written} bytes written");
}
