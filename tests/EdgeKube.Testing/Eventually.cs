using System.Diagnostics;

namespace EdgeKube.Testing;

/// <summary>Waits for a condition, with a limit.</summary>
public static class Eventually
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(10);

    /// <exception cref="TimeoutException">The condition did not come true within the limit.</exception>
    public static Task True(Func<bool> condition, TimeSpan limit) => True(() => Task.FromResult(condition()), limit);

    /// <exception cref="TimeoutException">The condition did not come true within the limit.</exception>
    public static Task True(Func<Task<bool>> condition, TimeSpan limit) => True(condition, limit, Poll);

    /// <param name="poll">For conditions that cost something to look at.</param>
    /// <exception cref="TimeoutException">The condition did not come true within the limit.</exception>
    public static async Task True(Func<Task<bool>> condition, TimeSpan limit, TimeSpan poll)
    {
        var since = Stopwatch.GetTimestamp();
        while (!await condition())
        {
            if (Stopwatch.GetElapsedTime(since) > limit)
            {
                throw new TimeoutException($"What was waited for did not happen within {limit}");
            }

            await Task.Delay(poll, TimeProvider.System);
        }
    }

    /// <param name="poll">How often it is looked at.</param>
    /// <exception cref="TimeoutException">The condition did not come true within the limit.</exception>
    public static Task True(Func<bool> condition, TimeSpan limit, TimeSpan poll) => True(() => Task.FromResult(condition()), limit, poll);

    /// <returns>Whether the condition came true within the limit. Blocks the thread: for set-up and clean-up.</returns>
    public static bool TrueNow(Func<bool> condition, TimeSpan limit) => SpinWait.SpinUntil(condition, limit);
}
