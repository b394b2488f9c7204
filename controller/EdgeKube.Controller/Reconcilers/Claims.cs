using EdgeKube.Api;

namespace EdgeKube.Controller.Reconcilers;

/// <param name="Owned">Managed by the owner and still selected.</param>
/// <param name="Adopt">Selected and without a controller.</param>
/// <param name="Release">Managed by the owner, not selected any more.</param>
internal sealed record Claims<T>(IReadOnlyList<T> Owned, IReadOnlyList<T> Adopt, IReadOnlyList<T> Release)
    where T : ApiObject;
