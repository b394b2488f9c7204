using EdgeKube.Api;

namespace EdgeKube.Controller.Api;

/// <summary>The rows of kinds that nothing in EdgeKube acts on yet, from the schema files in <c>Schemas/</c>.</summary>
internal static class SchemaKinds
{
    private const string Suffix = ".schema";

    public static SchemaCatalog Catalog { get; } = SchemaCatalog.Parse(Files());

    /// <summary>The rows without those that have a record.</summary>
    public static IEnumerable<Kind> Except(IReadOnlyCollection<Kind> others) =>
        Catalog.Kinds.Where(kind => !others.Any(other => other.Group == kind.Group && other.Name == kind.Name)).Select(Row);

    private static Kind Row(KindSchema kind)
    {
        var empty = new SchemaObject { KindName = kind.Name, GroupVersion = kind.Group.Length == 0 ? kind.Version : $"{kind.Group}/{kind.Version}" };
        var alias = KindAlias.Find(empty.GroupVersion, kind.Name);
        return new Kind
        {
            Name = kind.Name,
            Group = kind.Group,
            Version = kind.Version,
            Plural = kind.Plural,
            ShortNames = kind.ShortNames,
            Categories = kind.Categories,
            IsNamespaced = kind.IsNamespaced,
            HasStatus = kind.HasStatus,
            Subresources = kind switch
            {
                { Name: "CertificateSigningRequest" } => [CertificateApproval.Subresource],
                { Name: "Service", Group: "" } => ["proxy"],
                _ => [],
            },
            Type = typeof(SchemaObject),
            TypeInfo = SchemaJsonContext.Default.SchemaObject,
            Content = kind.Type,
            File = kind,
            Strategy = new SchemaKind(kind),
            Alias = alias,
            Table = alias?.Table() ?? SchemaTable.Of(kind),
            Empty = empty,
        };
    }

    private static IEnumerable<string> Files()
    {
        var assembly = typeof(SchemaKinds).Assembly;
        foreach (var name in assembly.GetManifestResourceNames().Where(name => name.EndsWith(Suffix, StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            yield return reader.ReadToEnd();
        }
    }
}
