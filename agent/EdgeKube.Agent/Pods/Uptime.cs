namespace EdgeKube.Agent.Pods;

/// <summary>Time since this program started. Every wait is measured on this scale, because an edge clock jumps.</summary>
internal sealed class Uptime(TimeProvider time)
{
    private readonly long _start = time.GetTimestamp();

    public TimeSpan Now => time.GetElapsedTime(_start);
}
