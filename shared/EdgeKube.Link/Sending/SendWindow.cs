namespace EdgeKube.Link.Sending;

/// <summary>
/// How many bytes may be under way unacknowledged, so that a slow link is full but nothing queues in it for long: what lies in a socket
/// cannot be overtaken. Grows while acknowledgements come promptly, halves when they come late against the quickest one seen. Pure.
/// </summary>
internal sealed class SendWindow
{
    public const int Least = 8 << 10;
    public const int Most = 512 << 10;

    private static readonly TimeSpan Prompt = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Late = TimeSpan.FromMilliseconds(800);

    private TimeSpan _quickest = TimeSpan.MaxValue;

    public int Bytes { get; private set; } = 2 * Least;

    /// <summary>A frame of so many bytes was acknowledged after so long.</summary>
    public void Acknowledged(int bytes, TimeSpan after)
    {
        _quickest = after < _quickest ? after : _quickest;
        var waited = after - _quickest;
        if (waited < Prompt)
        {
            Bytes = Math.Min(Most, Bytes + bytes);
        }
        else if (waited > Late)
        {
            Bytes = Math.Max(Least, Bytes / 2);
        }
    }
}
