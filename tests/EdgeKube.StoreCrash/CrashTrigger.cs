using System.Diagnostics;
using System.Runtime.InteropServices;
using EdgeKube.Controller.Store;

namespace EdgeKube.StoreCrash;

/// <summary>Kills this process when the store's writer passes the named point for the n-th time.</summary>
internal sealed partial class CrashTrigger(string point, int hit)
{
    private const int SigKill = 9;
    private int _left = hit;

    public static CrashTrigger Parse(string? text) =>
        text?.Split(':') is [var point, var hit] ? new CrashTrigger(point, int.Parse(hit)) : new CrashTrigger("", 0);

    public void Pass(string name)
    {
        if (name != point || --_left != 0)
        {
            return;
        }

        Report.Line($"at {point}");
        if (point == CrashPoints.DuringCheckpoint)
        {
            // The point is passed just before the work begins, so death comes from beside it, up to two milliseconds later.
            var from = Stopwatch.GetTimestamp();
            var delay = TimeSpan.FromMicroseconds(Random.Shared.Next(2000));
            new Thread(() =>
            {
                SpinWait.SpinUntil(() => Stopwatch.GetElapsedTime(from) >= delay);
                Die();
            }).Start();
            return;
        }

        Die();
    }

    private static void Die() => _ = Kill(Environment.ProcessId, SigKill);

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int process, int signal);
}
