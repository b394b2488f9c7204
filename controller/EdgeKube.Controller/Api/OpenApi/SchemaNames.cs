using EdgeKube.Api;

namespace EdgeKube.Controller.Api;

/// <summary>What types are called in OpenAPI: Kubernetes' long names.</summary>
internal static class SchemaNames
{
    private const string Meta = "io.k8s.apimachinery.pkg.apis.meta.v1.";

    // What core kinds are made of belongs to core, wherever else it is used.
    private static readonly HashSet<Type> CoreTypes =
    [
        .. KindTable.All.Where(kind => kind.Group.Length == 0 && kind.File is null).SelectMany(kind => Reach(kind.Content)),
        .. Reach(SchemaType.Of(AppsJsonContext.Default.PodTemplateSpec)),
    ];

    private static readonly HashSet<Type> MetaTypes =
        [.. Reach(SchemaType.Of(CoreJsonContext.Default.ObjectMeta)), .. Reach(SchemaType.Of(AppsJsonContext.Default.LabelSelector))];

    /// <param name="type">An object's type.</param>
    /// <param name="group">Whose document it stands in.</param>
    public static string Of(SchemaType type, string group)
    {
        if (type.Package is { } package)
        {
            return package == "meta/v1" ? Meta + type.Name : $"io.k8s.api.{Short(package)}.{type.Name}";
        }

        return MetaTypes.Contains(type.Record!) ? Meta + type.Name
            : CoreTypes.Contains(type.Record!) ? $"io.k8s.api.core.v1.{type.Name}"
            : $"io.k8s.api.{group.Split('.')[0]}.v1.{type.Name}";
    }

    // v1 → core.v1, networking.k8s.io/v1 → networking.v1
    private static string Short(string package) =>
        package.Split('/') is [var group, var version] ? $"{group.Split('.')[0]}.{version}" : $"core.{package}";

    private static HashSet<Type> Reach(SchemaType root)
    {
        var seen = new HashSet<Type>();
        Visit(root, seen);
        return seen;
    }

    private static void Visit(SchemaType type, HashSet<Type> seen)
    {
        if (type.Element is { } element)
        {
            Visit(element, seen);
        }
        else if (type.Record is { } record && seen.Add(record))
        {
            foreach (var field in type.Fields)
            {
                Visit(field.Type, seen);
            }
        }
    }
}
