namespace EdgeKube.Link.Traffic;

/// <summary>What the bytes of a link are spent on.</summary>
public enum TrafficClass
{
    /// <summary>Hello and welcome, the view, acknowledgements, questions about sets.</summary>
    Control,

    /// <summary>What the node says of itself and its pods.</summary>
    Status,

    /// <summary>Events.</summary>
    Events,

    /// <summary>Streams: logs, exec, port-forward.</summary>
    Logs,

    /// <summary>Connections and their keep-alive; what cannot be read.</summary>
    Other,
}
