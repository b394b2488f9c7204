using EdgeKube.Api;

namespace EdgeKube.Controller.Api;

/// <summary>
/// The in-process door to the API, for reconcilers, the scheduler and the fleet. Everything goes through the same pipeline as a
/// request from outside; expected refusals (404, 409, 422, …) are values, only a failed store throws. Objects are immutable and shared.
/// </summary>
internal interface IResources
{
    /// <summary>The store's newest revision.</summary>
    long Revision { get; }

    /// <summary>
    /// The same door under another name: <c>system:replicaset-controller</c> for a loop of the controller itself, <c>node:n1</c> for what
    /// a node asks for (which may touch its own Node, pods bound to it and events only).
    /// </summary>
    IResources As(string user);

    /// <summary>The object as last stored, or null. Decoded once per revision.</summary>
    /// <param name="ns">Null for cluster-wide kinds.</param>
    /// <param name="name">metadata.name.</param>
    T? Find<T>(string? ns, string name)
        where T : ApiObject;

    /// <summary>As <see cref="Find{T}"/>, for a kind that is only known when it is asked for.</summary>
    ApiObject? Find(Kind kind, string? ns, string name);

    /// <summary>All objects of a kind, or those of one namespace, sorted by namespace and name.</summary>
    IReadOnlyList<T> List<T>(string? ns = null)
        where T : ApiObject;

    /// <summary>As <see cref="List{T}"/>, for a kind that is only known when it is asked for.</summary>
    IReadOnlyList<ApiObject> List(Kind kind, string? ns);

    Task<ApiResult<T>> CreateAsync<T>(T obj, CancellationToken cancellationToken)
        where T : ApiObject;

    /// <summary>Changes everything but status. With metadata.resourceVersion set it answers 409 when the object has changed since.</summary>
    Task<ApiResult<T>> UpdateAsync<T>(T obj, CancellationToken cancellationToken)
        where T : ApiObject;

    /// <summary>Changes status alone. With metadata.resourceVersion set it answers 409 when the object has changed since; with metadata.uid, when it is another object.</summary>
    Task<ApiResult<T>> UpdateStatusAsync<T>(T obj, CancellationToken cancellationToken)
        where T : ApiObject;

    /// <summary>
    /// Deletes, gracefully where the kind does. The answer's object is the last state, or the object with its deletionTimestamp when
    /// finalizers or a node must agree first. For a pod on a node, grace 0 is the node's confirmation.
    /// </summary>
    Task<ApiResult<T>> DeleteAsync<T>(string? ns, string name, DeleteOptions options, CancellationToken cancellationToken)
        where T : ApiObject;

    /// <summary>As <see cref="DeleteAsync{T}"/>, for an object of any kind.</summary>
    Task<ApiResult<ApiObject>> DeleteAsync(ApiObject obj, DeleteOptions options, CancellationToken cancellationToken);

    /// <summary>Binds a pod to a node (pods/binding). 409 when it is bound already, gone or being deleted.</summary>
    Task<ApiResult<Pod>> BindAsync(Pod pod, string nodeName, CancellationToken cancellationToken);

    /// <summary>Replaces spec.finalizers of a terminating Namespace (namespaces/finalize); with none left it is removed.</summary>
    Task<ApiResult<Namespace>> FinalizeAsync(Namespace ns, CancellationToken cancellationToken);

    /// <summary>
    /// Every change of every kind with a revision greater than <paramref name="fromRevision"/>, in order. Null: from now on, preceded by
    /// an Added for each object that exists. Throws from the stream when it fell too far behind or the revision is gone: start again with null.
    /// </summary>
    /// <param name="fromRevision">See above.</param>
    /// <param name="cancellationToken">Ends the watch.</param>
    /// <param name="kinds">Only these; null: all.</param>
    IAsyncEnumerable<ResourceChange> WatchAsync(long? fromRevision, CancellationToken cancellationToken, IReadOnlyList<Kind>? kinds = null);
}
