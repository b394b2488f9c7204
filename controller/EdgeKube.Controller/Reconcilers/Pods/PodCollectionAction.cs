using EdgeKube.Api;

namespace EdgeKube.Controller.Reconcilers.Pods;

/// <summary>What becomes of a pod that may have no node any more.</summary>
internal abstract record PodCollectionAction
{
    public sealed record Delete(string Reason) : PodCollectionAction
    {
        /// <summary>What the pod says before it goes; null when it has said how it ended.</summary>
        public PodStatus? LastWord { get; init; }
    }

    public sealed record LookAgain(TimeSpan After) : PodCollectionAction;
}
