using System.Net;

namespace EdgeKube.Controller.Http;

/// <summary>
/// Bounds what strangers cost: so many handshakes may be under way at once, and so many of one source. A handshake takes milliseconds; whoever
/// meets the bound is among thousands that came at the same moment, or that never finish.
/// </summary>
internal sealed class HandshakeGate(int most, int mostPerSource)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<IPAddress, int> _sources = [];
    private int _total;

    /// <summary>False: the connection is to be closed. Else <see cref="Leave"/> must follow.</summary>
    public bool TryEnter(IPAddress source)
    {
        lock (_lock)
        {
            var waiting = _sources.GetValueOrDefault(source);
            if (_total >= most || waiting >= mostPerSource)
            {
                return false;
            }

            _sources[source] = waiting + 1;
            _total++;
            return true;
        }
    }

    public void Leave(IPAddress source)
    {
        lock (_lock)
        {
            _total--;
            if (--_sources[source] == 0)
            {
                _sources.Remove(source);
            }
        }
    }
}
