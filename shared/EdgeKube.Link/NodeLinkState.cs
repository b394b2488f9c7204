namespace EdgeKube.Link;

internal enum NodeLinkState
{
    /// <summary>There is no connection.</summary>
    Offline,

    /// <summary>Hello was said, nobody welcomed it yet.</summary>
    Greeting,

    /// <summary>Welcomed.</summary>
    Active,
}
