using System.Globalization;

namespace EdgeKube.Api;

/// <summary>
/// Reads one schema file. A line is a group (<c>group apps/v1</c>), a kind (<c>kind DaemonSet daemonsets namespaced short=ds</c>), a type
/// (<c>type DaemonSetSpec</c>) or, indented, a column of the kind or a field of the type above: name, protobuf number, type, flags.
/// Behind <c>|</c> stands what it is.
/// </summary>
internal sealed class SchemaFile(SchemaCatalog catalog)
{
    public const string KindDescription = "Kind of the object, in CamelCase.";
    public const string ApiVersionDescription = "Group and version that the object is written in.";

    private readonly List<KindSchema> _kinds = [];

    public IReadOnlyList<KindSchema> Kinds => _kinds;

    private string Package { get; set; } = "";

    /// <exception cref="FormatException">A line that is none of these.</exception>
    public void Read(string text)
    {
        var lines = text.Split('\n').Select(line => line.TrimEnd()).Where(line => line.Length > 0 && line[0] != '#').ToArray();
        for (var i = 0; i < lines.Length;)
        {
            var (head, description) = Divide(lines[i]);
            var body = lines.Skip(i + 1).TakeWhile(line => line[0] == ' ').Select(line => line[1..]).ToArray();
            i += 1 + body.Length;
            var words = head.Split(' ');
            switch (words)
            {
                case ["group", var package]:
                    Package = package;
                    break;
                case ["kind", var name, var plural, .. var flags]:
                    AddKind(name, plural, flags, description, body);
                    break;
                case ["type", var name]:
                    AddType(name, description, body, []);
                    break;
                default:
                    throw new FormatException($"schema of {Package}: '{lines[i - 1 - body.Length]}' is no group, kind or type");
            }
        }
    }

    private void AddKind(string name, string plural, string[] flags, string description, string[] body)
    {
        SchemaField[] common =
        [
            new("kind", SchemaType.Scalar(SchemaForm.String)) { Description = KindDescription },
            new("apiVersion", SchemaType.Scalar(SchemaForm.String)) { Description = ApiVersionDescription },
            new("metadata", SchemaType.Of(CoreJsonContext.Default.ObjectMeta)) { Number = 1, Description = "Name, labels, owners and history of the object." },
        ];
        const string Column = "column ";
        var type = AddType(name, description, body.Where(line => !line.StartsWith(Column, StringComparison.Ordinal)), common);
        var slash = Package.IndexOf('/', StringComparison.Ordinal);
        _kinds.Add(new KindSchema(name, plural, type)
        {
            Group = slash < 0 ? "" : Package[..slash],
            Version = Package[(slash + 1)..],
            ShortNames = ListOf(flags, "short="),
            Categories = ListOf(flags, "categories="),
            Selectable = ListOf(flags, "select="),
            NameRule = ListOf(flags, "name=").FirstOrDefault() ?? "subdomain",
            IsNamespaced = flags.Contains("namespaced"),
            HasStatus = flags.Contains("status"),
            HasScale = flags.Contains("scale"),
            HasGeneration = flags.Contains("generation"),
            ReturnsDeletedObject = flags.Contains("returns"),
            Rules = KindRulesTable.Of(Package, name),
            Columns = [.. body.Where(line => line.StartsWith(Column, StringComparison.Ordinal)).Select(line => line[Column.Length..])],
        });
    }

    private SchemaType AddType(string name, string description, IEnumerable<string> body, IEnumerable<SchemaField> common)
    {
        var (package, lines) = (Package, body.ToArray());
        var type = SchemaType.Object(name, description, () => [.. common, .. lines.SelectMany(line => ReadField(package, line))], package);
        catalog.Add(package, type);
        return type;
    }

    private IEnumerable<SchemaField> ReadField(string package, string line)
    {
        var (head, description) = Divide(line);
        if (head.Split(' ') is not [var name, var digits, var typeName, .. var flags]
            || !int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            throw new FormatException($"schema of {package}: '{line}' is no field");
        }

        var type = catalog.Resolve(package, typeName);
        return name == "*"
            ? type.Fields.Select(field => field with { Via = number })
            : [
                new SchemaField(name, type)
                {
                    Number = number,
                    Description = description,
                    IsRequired = flags.Contains("!"),
                    Values = ListOf(flags, "enum:"),
                    Default = flags.FirstOrDefault(flag => flag[0] == '=')?[1..],
                    Rules = new FieldRules(ListOf(flags, "key:"), flags.Contains("set"), RetainsKeys: false, flags.Contains("atomic")),
                },
            ];
    }

    private static (string Head, string Description) Divide(string line)
    {
        var bar = line.IndexOf(" | ", StringComparison.Ordinal);
        return bar < 0 ? (line, "") : (line[..bar], line[(bar + 3)..]);
    }

    private static string[] ListOf(string[] flags, string prefix) =>
        flags.FirstOrDefault(flag => flag.StartsWith(prefix, StringComparison.Ordinal))?[prefix.Length..].Split(',') ?? [];
}
