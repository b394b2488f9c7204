namespace EdgeKube.Controller.Reconcilers.Pods;

/// <summary>What becomes of a pod that may have no node any more.</summary>
internal abstract record PodCollectionAction
{
    public sealed record Delete(string Reason) : PodCollectionAction;

    public sealed record LookAgain(TimeSpan After) : PodCollectionAction;
}
