namespace EdgeKube.Link;

/// <summary>The two topics of each direction. Bulk bytes never travel on the control topic, so they cannot delay it.</summary>
public enum LinkChannel
{
    /// <summary><c>…/up</c> or <c>…/down</c>: hello, deltas, acknowledgements.</summary>
    Control,

    /// <summary><c>…/up/stream</c> or <c>…/down/stream</c>: logs and, later, exec and port-forward.</summary>
    Stream,
}
