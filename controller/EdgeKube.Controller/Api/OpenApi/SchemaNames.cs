using System.Text.Json.Serialization.Metadata;
using EdgeKube.Api;

namespace EdgeKube.Controller.Api;

/// <summary>What the records are called in OpenAPI: Kubernetes' long names.</summary>
internal static class SchemaNames
{
    private const string Meta = "io.k8s.apimachinery.pkg.apis.meta.v1.";

    // What core kinds are made of belongs to core, wherever else it is used.
    private static readonly HashSet<Type> CoreTypes = Reach(KindTable.All.Where(kind => kind.Group.Length == 0));

    private static readonly HashSet<Type> MetaTypes = Reach(CoreJsonContext.Default.ObjectMeta).Concat(Reach(AppsJsonContext.Default.LabelSelector)).ToHashSet();

    public static string Of(Type type, string group)
    {
        var name = type.Name.Replace("Http", "HTTP", StringComparison.Ordinal).Replace("Grpc", "GRPC", StringComparison.Ordinal).Replace("Tcp", "TCP", StringComparison.Ordinal);
        if (MetaTypes.Contains(type))
        {
            return Meta + name;
        }

        return CoreTypes.Contains(type) ? $"io.k8s.api.core.v1.{name}" : $"io.k8s.api.{group.Split('.')[0]}.v1.{name}";
    }

    /// <summary>The records that a kind's record is made of, itself included.</summary>
    public static HashSet<Type> Reach(JsonTypeInfo root)
    {
        var seen = new HashSet<Type>();
        Visit(root, seen);
        return seen;
    }

    private static HashSet<Type> Reach(IEnumerable<Kind> kinds) => [.. kinds.SelectMany(kind => Reach(kind.TypeInfo))];

    private static void Visit(JsonTypeInfo type, HashSet<Type> seen)
    {
        switch (type.Kind)
        {
            case JsonTypeInfoKind.Object when seen.Add(type.Type):
                foreach (var property in RecordFields.Of(type))
                {
                    Visit(type.Options.GetTypeInfo(property.PropertyType), seen);
                }

                break;
            case JsonTypeInfoKind.Enumerable or JsonTypeInfoKind.Dictionary:
                Visit(type.Options.GetTypeInfo(type.ElementType!), seen);
                break;
        }
    }
}
