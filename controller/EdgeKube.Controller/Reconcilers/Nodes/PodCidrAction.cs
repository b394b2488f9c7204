namespace EdgeKube.Controller.Reconcilers.Nodes;

/// <summary>What is to be done about a node's pod network.</summary>
internal abstract record PodCidrAction(string Reason)
{
    public sealed record Assign(string Cidr) : PodCidrAction("Unassigned");

    public sealed record Exhausted(string Message) : PodCidrAction("CIDRNotAvailable");
}
