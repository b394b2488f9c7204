namespace EdgeKube.Controller.Api;

/// <summary>A resource, or a subresource, as discovery tells of it.</summary>
/// <param name="Name">The plural; for a subresource its own name, such as <c>scale</c>.</param>
/// <param name="Kind">What is read and written there.</param>
/// <param name="Verbs">What can be done with it.</param>
/// <param name="Group">The group of <paramref name="Kind"/> when it is not the resource's own.</param>
/// <param name="Version">Its version in that case.</param>
internal sealed record ResourceDescription(string Name, string Kind, IReadOnlyList<string> Verbs, string? Group = null, string? Version = null)
{
    private static readonly string[] ObjectVerbs = ["create", "delete", "deletecollection", "get", "list", "patch", "update", "watch"];

    public static ResourceDescription Of(Kind kind) => new(kind.Plural, kind.Name, kind switch
    {
        _ when MeasureKinds.All.Contains(kind) => ["get", "list"],
        { IsStored: false } => ["create"],
        _ when kind == KindTable.Namespace => [.. ObjectVerbs.Where(verb => verb != "deletecollection")],
        _ => ObjectVerbs,
    });

    /// <summary>The kind's subresources, sorted by name.</summary>
    public static IReadOnlyList<ResourceDescription> SubresourcesOf(Kind kind)
    {
        var names = kind.Subresources.Concat(kind.Scale is null ? [] : ["scale"]).Concat(kind.HasStatus ? ["status"] : []);
        return [.. names.Order(StringComparer.Ordinal).Select(name => Subresource(kind, name))];
    }

    private static ResourceDescription Subresource(Kind kind, string name) => name switch
    {
        "attach" => new(name, "PodAttachOptions", ["create", "get"]),
        "binding" => new(name, "Binding", ["create"]),
        "approval" => new(name, kind.Name, ["get", "patch", "update"]),
        "eviction" => new(name, "Eviction", ["create"], "policy", "v1"),
        "exec" => new(name, "PodExecOptions", ["create", "get"]),
        "finalize" => new(name, kind.Name, ["update"]),
        "portforward" => new(name, "PodPortForwardOptions", ["create", "get"]),
        "proxy" => new(name, $"{kind.Name}ProxyOptions", ["create", "delete", "get", "patch", "update"]),
        "scale" => new(name, "Scale", ["get", "patch", "update"], "autoscaling", "v1"),
        "token" => new(name, "TokenRequest", ["create"], "authentication.k8s.io", "v1"),
        "ephemeralcontainers" or "resize" or "status" => new(name, kind.Name, ["get", "patch", "update"]),
        _ => new(name, kind.Name, ["get"]),
    };
}
