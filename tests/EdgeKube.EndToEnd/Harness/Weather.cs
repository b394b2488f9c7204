namespace EdgeKube.EndToEnd.Harness;

/// <summary>What a link does to the bytes of a connection, for a while.</summary>
public enum Weather
{
    /// <summary>They pass as they are.</summary>
    Fair,

    /// <summary>Every connection is reset, and every new one.</summary>
    Cut,

    /// <summary>Nothing passes and nothing is closed; what was sent meanwhile arrives afterwards.</summary>
    Silence,

    /// <summary>Every piece comes late.</summary>
    Delay,

    /// <summary>A few kilobytes a second.</summary>
    Throttle,

    /// <summary>One byte of one piece arrives as another, in each direction.</summary>
    Corrupt,

    /// <summary>What the node said first on its connection arrives once more, on a second connection.</summary>
    Duplicate,
}
