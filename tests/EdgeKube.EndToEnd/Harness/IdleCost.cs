using EdgeKube.Testing;

namespace EdgeKube.EndToEnd.Harness;

/// <summary>What a process costs that has nothing to do.</summary>
/// <param name="Pss">MiB.</param>
/// <param name="CpuSeconds">Of a minute.</param>
/// <param name="KernelSeconds">What of them the kernel took.</param>
/// <param name="WakeUps">In a minute.</param>
/// <param name="Written">Bytes, in the time that was measured.</param>
internal sealed record IdleCost(double Pss, double CpuSeconds, double KernelSeconds, double WakeUps, long Written)
{
    // What the start of pods left behind is given back within some looks, ten seconds apart, once its timers have ended.
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(35);
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(15);

    /// <summary>Lets it come to rest, and then looks on for a while: time itself is what is measured, there is no condition to wait for.</summary>
    /// <param name="isBusy">It will not come to rest.</param>
    public static async Task<IdleCost> OfAsync(string pid, bool isBusy = false)
    {
        await Task.Delay(isBusy ? Settling : Rest, TimeProvider.System);
        var (cpu, kernel, wakeUps, written) = (ProcessFigures.CpuSeconds(pid), ProcessFigures.KernelSeconds(pid), ProcessFigures.WakeUps(pid), ProcessFigures.Written(pid));
        await Task.Delay(Window, TimeProvider.System);
        var minutes = Window.TotalMinutes;
        return new IdleCost(
            ProcessFigures.Pss(pid) / 1024.0,
            (ProcessFigures.CpuSeconds(pid) - cpu) / minutes,
            (ProcessFigures.KernelSeconds(pid) - kernel) / minutes,
            ProcessFigures.WakeUps(pid).Sum(thread => thread.Value - wakeUps.GetValueOrDefault(thread.Key)) / minutes,
            ProcessFigures.Written(pid) - written);
    }

    public override string ToString() => FormattableString.Invariant($"{Pss:F1} MiB PSS, {CpuSeconds:F2} CPU s/min ({KernelSeconds:F2} of it the kernel's), {WakeUps:F0} wake-ups/min, {Written} bytes written");
}
