using EdgeKube.Controller.Api;

namespace EdgeKube.Controller.Reconcilers;

/// <summary>One controller's two halves for the shared shell: which keys a change concerns, and what to do about one key.</summary>
internal interface IReconciler<TKey>
    where TKey : notnull
{
    /// <summary>For the log, such as <c>deployment</c>.</summary>
    string Name { get; }

    /// <summary>The kinds whose changes it is told of; null: all. A loop that nothing concerns sleeps on.</summary>
    IReadOnlyList<Kind>? Kinds => null;

    /// <summary>Which keys must be looked at again because of a change. Called for every change of its kinds, so it must be quick.</summary>
    IEnumerable<TKey> KeysOf(ResourceChange change);

    /// <summary>Reads the whole current state behind the key, decides and does. An exception puts the key back with a back-off.</summary>
    Task<ReconcileResult> ReconcileAsync(TKey key, CancellationToken cancellationToken);
}
