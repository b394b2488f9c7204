using System.Buffers.Text;
using System.Text;

namespace EdgeKube.EndToEnd.Serving;

/// <summary>
/// What one watcher has seen of objects <c>soak-0</c>, <c>soak-1</c>, …, whose <c>data.n</c> is one more with every write: each number must come
/// once, after the one before it.
/// </summary>
internal sealed class EventLedger(int objects)
{
    private readonly int[] _last = new int[objects];
    private long _seen;

    /// <summary>Events until now.</summary>
    public long Seen => Volatile.Read(ref _seen);

    /// <summary>The revision of the newest event.</summary>
    public long Revision { get; private set; }

    /// <summary>What was wrong, the first ten.</summary>
    public List<string> Faults { get; } = [];

    public int Last(int number) => _last[number];

    public void Take(ReadOnlySpan<byte> line)
    {
        var (number, n, revision) = (Number(line, "\"name\":\"soak-"u8), Number(line, "\"n\":\""u8), Number(line, "\"resourceVersion\":\""u8));
        if (number < 0 || n < 0)
        {
            Complain($"an event that is none of ours: {Encoding.UTF8.GetString(line)}");
            return;
        }

        if (n != _last[number] + 1 || revision <= Revision)
        {
            Complain($"soak-{number}: {n} at revision {revision} after {_last[number]} at {Revision}");
        }

        (_last[number], Revision) = ((int)n, revision);
        Interlocked.Increment(ref _seen);
    }

    private void Complain(string fault)
    {
        if (Faults.Count < 10)
        {
            Faults.Add(fault);
        }
    }

    private static long Number(ReadOnlySpan<byte> line, ReadOnlySpan<byte> before) =>
        line.IndexOf(before) is >= 0 and var at && Utf8Parser.TryParse(line[(at + before.Length)..], out long value, out _) ? value : -1;
}
