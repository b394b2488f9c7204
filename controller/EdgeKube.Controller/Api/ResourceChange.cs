using EdgeKube.Api;

namespace EdgeKube.Controller.Api;

/// <summary>One change of one object.</summary>
/// <param name="Kind">Such as <c>Pod</c>.</param>
/// <param name="Namespace">Empty for cluster-wide kinds.</param>
/// <param name="Name">metadata.name.</param>
/// <param name="Type">What happened.</param>
/// <param name="Object">The new state; for Deleted the last one, with the revision of the deletion as its resourceVersion.</param>
/// <param name="Previous">The state before; null for Added.</param>
/// <param name="Revision">The store's revision of the change.</param>
internal sealed record ResourceChange(
    string Kind,
    string Namespace,
    string Name,
    ResourceChangeType Type,
    ApiObject Object,
    ApiObject? Previous,
    long Revision);
