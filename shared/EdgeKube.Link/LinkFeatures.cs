namespace EdgeKube.Link;

/// <summary>Names of the link's optional abilities, as hello and welcome list them. A name is never given another meaning.</summary>
public static class LinkFeatures
{
    /// <summary>The node sends the logs of its containers as streams.</summary>
    public const string Logs = "logs";

    /// <summary>A large inventory is asked for bucket by bucket.</summary>
    public const string Buckets = "buckets";

    /// <summary>A large content travels in parts before the delta that names it, and goes on after a reconnect where it stopped.</summary>
    public const string Parts = "parts";

    /// <summary>Messages and parts may be compressed.</summary>
    public const string Deflate = "deflate";

    /// <summary>The controller can tell the node that a person accepted its view.</summary>
    public const string Accept = "accept";

    /// <summary>Deltas leave out what the other end can tell by itself, and with <see cref="Deflate"/> small frames are deflated against a common dictionary.</summary>
    public const string Lean = "lean";

    /// <summary>What this build can do.</summary>
    public static IReadOnlyList<string> All { get; } = [Logs, Buckets, Parts, Deflate, Accept, Lean];
}
