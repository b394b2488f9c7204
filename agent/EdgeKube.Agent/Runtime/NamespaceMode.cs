namespace EdgeKube.Agent.Runtime;

/// <summary>With whom a Linux namespace is shared. The numbers are CRI's.</summary>
internal enum NamespaceMode
{
    Pod = 0,
    Container = 1,
    Node = 2,

    /// <summary>That of another container of the pod.</summary>
    Target = 3,
}
