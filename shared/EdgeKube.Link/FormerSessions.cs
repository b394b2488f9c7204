namespace EdgeKube.Link;

/// <summary>The last few sessions that are over: a nonce never comes back, so their hellos are late and lead nowhere.</summary>
internal sealed class FormerSessions
{
    private const int Remembered = 16;

    private readonly Queue<ulong> _sessions = new();

    public bool Contains(ulong session) => _sessions.Contains(session);

    public void Add(ulong session)
    {
        _sessions.Enqueue(session);
        if (_sessions.Count > Remembered)
        {
            _sessions.Dequeue();
        }
    }
}
