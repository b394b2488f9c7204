using EdgeKube.Api;

namespace EdgeKube.Controller.Fleet;

/// <summary>An entry of a view or a report, written <c>{Kind}/{namespace}/{name}</c>.</summary>
/// <param name="Kind">Such as <c>Pod</c>.</param>
/// <param name="Namespace">Empty for cluster-wide kinds.</param>
/// <param name="Name">metadata.name.</param>
internal readonly record struct LinkKey(string Kind, string Namespace, string Name)
{
    public static LinkKey Of(ApiObject obj) => new(obj.Kind, obj.Namespace, obj.Name);

    public static LinkKey NodeOf(string name) => new("Node", "", name);

    /// <summary>Null when the text has another shape. Safe on hostile input.</summary>
    public static LinkKey? Find(string text) =>
        text.Split('/') is [{ Length: > 0 } kind, var ns, { Length: > 0 } name] ? new(kind, ns, name) : null;

    public override string ToString() => $"{Kind}/{Namespace}/{Name}";
}
