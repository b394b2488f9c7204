namespace EdgeKube.Controller.Api;

/// <summary>A path taken apart: either a resource or one of the few paths that are none.</summary>
/// <param name="Raw">The path without its query.</param>
/// <param name="Group">Empty for the core group.</param>
/// <param name="Version">Null when the path names no resource.</param>
/// <param name="Plural">The resource; null for discovery and the like.</param>
/// <param name="Namespace">Null for all namespaces and cluster-wide kinds.</param>
/// <param name="Name">Null for a collection.</param>
/// <param name="Subresource">Such as <c>status</c>, or null.</param>
/// <param name="Query">The query's parameters.</param>
internal sealed record ApiPath(
    string Raw,
    string Group,
    string? Version,
    string? Plural,
    string? Namespace,
    string? Name,
    string? Subresource,
    QueryParameters Query)
{
    public bool IsResource => Plural is not null;
}
