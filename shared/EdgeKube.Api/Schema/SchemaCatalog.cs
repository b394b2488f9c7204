using System.Text.Json.Serialization.Metadata;

namespace EdgeKube.Api;

/// <summary>The types and kinds of all schema files. What has a record is taken from the record, so it is described once.</summary>
public sealed class SchemaCatalog
{
    private const string Core = "v1";
    private const string Meta = "meta/v1";

    private static readonly JsonTypeInfo[] Records =
    [
        CoreJsonContext.Default.ObjectMeta, CoreJsonContext.Default.ObjectReference, CoreJsonContext.Default.EventSource,
        CoreJsonContext.Default.Toleration, CoreJsonContext.Default.NodeSelector, CoreJsonContext.Default.HostPathVolumeSource, AppsJsonContext.Default.LabelSelector,
        AppsJsonContext.Default.PodTemplateSpec,
    ];

    private readonly Dictionary<(string Package, string Name), SchemaType> _types = [];

    private SchemaCatalog()
    {
    }

    public IReadOnlyList<KindSchema> Kinds { get; private set; } = [];

    /// <param name="files">The texts; their order does not matter.</param>
    /// <exception cref="FormatException">One of them is wrong.</exception>
    public static SchemaCatalog Parse(IEnumerable<string> files)
    {
        var catalog = new SchemaCatalog();
        var kinds = new List<KindSchema>();
        foreach (var text in files)
        {
            var file = new SchemaFile(catalog);
            file.Read(text);
            kinds.AddRange(file.Kinds);
        }

        catalog.Kinds = kinds;
        return catalog;
    }

    internal void Add(string package, SchemaType type) => _types.Add((package, type.Name), type);

    /// <summary>The type that a word of a file means: a scalar, <c>[]X</c>, <c>{}X</c>, a type of the same file, of core, of meta, or a record.</summary>
    internal SchemaType Resolve(string package, string word) => word switch
    {
        ['[', ']', .. var element] => SchemaType.ListOf(Resolve(package, element)),
        ['{', '}', .. var element] => SchemaType.MapOf(Resolve(package, element)),
        "string" => SchemaType.Scalar(SchemaForm.String),
        "int" => SchemaType.Scalar(SchemaForm.Int32),
        "long" => SchemaType.Scalar(SchemaForm.Int64),
        "double" => SchemaType.Scalar(SchemaForm.Double),
        "bool" => SchemaType.Scalar(SchemaForm.Boolean),
        "bytes" => SchemaType.Scalar(SchemaForm.Bytes),
        "time" => SchemaType.Scalar(SchemaForm.Time),
        "microtime" => SchemaType.Scalar(SchemaForm.MicroTime),
        "quantity" => SchemaType.Scalar(SchemaForm.Quantity),
        "intorstring" => SchemaType.Scalar(SchemaForm.IntOrString),
        "any" => SchemaType.Scalar(SchemaForm.Any),
        _ => FindNamed(package, word) ?? throw new FormatException($"schema of {package}: no type '{word}'"),
    };

    private SchemaType? FindNamed(string package, string name)
    {
        foreach (var place in new[] { package, Core, Meta })
        {
            if (_types.TryGetValue((place, name), out var type))
            {
                return type;
            }
        }

        return Records.FirstOrDefault(record => record.Type.Name == name) is { } found ? SchemaType.Of(found) : null;
    }
}
