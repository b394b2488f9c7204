using EdgeKube.Controller.Api;

namespace EdgeKube.Controller.Security;

/// <summary>What somebody wants to do.</summary>
/// <param name="Verb">Kubernetes' verb: get, list, watch, create, update, patch, delete, deletecollection.</param>
/// <param name="Kind">Null for paths that are no resource, and for resources that are asked about but not known.</param>
/// <param name="Namespace">Null for all namespaces and for cluster-wide kinds.</param>
/// <param name="Name">Null for a collection.</param>
/// <param name="Subresource">Such as <c>status</c>.</param>
internal sealed record AccessRequest(string Verb, Kind? Kind, string? Namespace, string? Name, string? Subresource = null)
{
    /// <summary>For paths that are no resource, such as <c>/version</c>; else null.</summary>
    public string? Path { get; init; }

    public string Group { get; init; } = Kind?.Group ?? "";

    /// <summary>The plural; empty for paths.</summary>
    public string Resource { get; init; } = Kind?.Plural ?? "";

    /// <summary>The object that rules may name: none for what makes objects, or ends many at once.</summary>
    public string? ObjectName => Verb is "create" or "deletecollection" && string.IsNullOrEmpty(Subresource) ? null : Name;

    /// <summary>A Namespace counts as lying in itself, so that its own roles can tell who may look at it.</summary>
    public string? Scope => Kind == KindTable.Namespace ? ObjectName : Namespace;
}
