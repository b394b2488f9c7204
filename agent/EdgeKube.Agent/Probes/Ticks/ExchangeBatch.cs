using System.Diagnostics;
using System.Net;

namespace EdgeKube.Agent.Probes.Ticks;

/// <summary>
/// The questions of one tick, asked side by side by the thread that runs the tick. A server on the same machine answers within the millisecond: waiting
/// for all of them in one call costs a fraction of what a task, three wake-ups and a turn through the pool cost for each. Who takes longer is given back
/// to its prober, and costs no thread.
/// </summary>
internal static class ExchangeBatch
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(10);

    // What the tick that runs on this thread has collected so far.
    [ThreadStatic]
    private static List<QuickExchange>? _collected;

    /// <summary>Runs what is due, and then asks all that it offered.</summary>
    public static void Run(Action due)
    {
        var exchanges = _collected = [];
        try
        {
            due();
        }
        finally
        {
            _collected = null;
        }

        if (exchanges.Count > 0)
        {
            Ask(exchanges);
        }
    }

    /// <summary>Null when no tick is run by this thread: then the caller asks by itself.</summary>
    /// <param name="question">Empty: whether there is a connection is all that matters.</param>
    public static Task<QuickAnswer>? Offer(string host, int port, byte[] question)
    {
        if (_collected is not { } collected || port is < 1 or > ushort.MaxValue || !IPAddress.TryParse(host, out var address))
        {
            return null;
        }

        var exchange = new QuickExchange(address, port, question);
        collected.Add(exchange);
        return exchange.Answer;
    }

    private static void Ask(List<QuickExchange> exchanges)
    {
        exchanges.ForEach(exchange => exchange.Connect());
        var polls = new PollEntry[exchanges.Count];
        var since = Stopwatch.GetTimestamp();
        while (true)
        {
            var pending = exchanges.FindAll(exchange => exchange.IsPending);
            var left = Patience - Stopwatch.GetElapsedTime(since);
            if (pending.Count == 0 || left <= TimeSpan.Zero)
            {
                break;
            }

            for (var i = 0; i < pending.Count; i++)
            {
                polls[i] = pending[i].Poll;
            }

            if (NativeSockets.Poll(polls, pending.Count, (int)Math.Ceiling(left.TotalMilliseconds)) <= 0)
            {
                break;
            }

            for (var i = 0; i < pending.Count; i++)
            {
                if (polls[i].Returned != 0)
                {
                    pending[i].Step();
                }
            }
        }

        exchanges.ForEach(exchange => exchange.Tell());
    }
}
