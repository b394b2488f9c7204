namespace EdgeKube.Mqtt;

/// <summary>Topic aliases towards one connection; when all are taken, the oldest is given away.</summary>
internal sealed class OutgoingAliases(ushort maximum)
{
    // A peer may allow 65,535; a table that large would be its to make us keep.
    private const int Most = 16;

    private readonly Dictionary<string, ushort> _aliases = [];
    private readonly string[] _topics = new string[Math.Min(maximum, (ushort)Most)];
    private int _next;

    /// <summary>The alias to send with this topic (0 for none), and whether the peer already knows it.</summary>
    public ushort Get(string topic, out bool known)
    {
        known = _aliases.TryGetValue(topic, out var alias);
        if (known || _topics.Length == 0)
        {
            return alias;
        }

        if (_topics[_next] is { } old)
        {
            _aliases.Remove(old);
        }

        _topics[_next] = topic;
        alias = (ushort)(_next + 1);
        _aliases[topic] = alias;
        _next = (_next + 1) % _topics.Length;
        return alias;
    }
}
