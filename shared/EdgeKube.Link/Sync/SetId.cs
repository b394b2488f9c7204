namespace EdgeKube.Link.Sync;

/// <summary>The sets a link keeps in step. A number not listed here comes from a newer peer and is ignored.</summary>
public enum SetId
{
    /// <summary>What the node needs; owned by the controller.</summary>
    View = 1,

    /// <summary>What the node observes; owned by the node.</summary>
    Report = 2,
}
