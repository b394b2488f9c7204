using EdgeKube.Controller.Api;

namespace EdgeKube.Controller.Security;

/// <summary>What somebody wants to do.</summary>
/// <param name="Verb">Kubernetes' verb: get, list, watch, create, update, patch, delete, deletecollection.</param>
/// <param name="Kind">Null for paths that are no resource.</param>
/// <param name="Namespace">Null for all namespaces and for cluster-wide kinds.</param>
/// <param name="Name">Null for a collection.</param>
/// <param name="Subresource">Such as <c>status</c>.</param>
internal sealed record AccessRequest(string Verb, Kind? Kind, string? Namespace, string? Name, string? Subresource = null)
{
    /// <summary>For paths that are no resource, such as <c>/version</c>.</summary>
    public string? Path { get; init; }
}
