namespace EdgeKube.Mqtt;

/// <summary>Exponential waits with full jitter above a floor, so that a fleet does not return all at once. Pure.</summary>
/// <param name="First">The upper bound of the first wait.</param>
/// <param name="Longest">The upper bound of any wait.</param>
public readonly record struct ReconnectBackoff(TimeSpan First, TimeSpan Longest)
{
    // Waits of four to eight seconds.
    private const int MostLost = 4;

    /// <summary>One second, doubling to two minutes.</summary>
    public ReconnectBackoff()
        : this(TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(2))
    {
    }

    /// <summary>
    /// The count after one more failed attempt. A connection that stood and was then lost shows that the server is there and the link is not:
    /// such losses alone never lead to long waits, or a link that is up for seconds at a time would be used once in two minutes.
    /// </summary>
    /// <param name="failures">The count before.</param>
    /// <param name="isLost">CONNACK was reached, and no word of the server ended the connection.</param>
    public static int CountFailure(int failures, bool isLost) => isLost ? Math.Min(failures + 1, MostLost) : failures + 1;

    /// <summary>The wait after so many failed attempts in a row.</summary>
    /// <param name="failures">Failed attempts since the last connection that held; 0 counts as 1.</param>
    /// <param name="jitter">A random number in [0, 1).</param>
    public TimeSpan After(int failures, double jitter)
    {
        var doublings = Math.Clamp(failures - 1, 0, 30);
        var bound = Math.Min(First.TotalMilliseconds * (1L << doublings), Longest.TotalMilliseconds);

        // Never below half: a wait of nothing would hammer a server that is just starting.
        return TimeSpan.FromMilliseconds(bound * (0.5 + (jitter / 2)));
    }
}
