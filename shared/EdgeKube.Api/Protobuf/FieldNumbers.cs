using System.Globalization;

namespace EdgeKube.Api;

/// <summary>
/// Kubernetes' protobuf field numbers, by record and number. They stand here and not at the properties, because a client also sends
/// fields that no record has, which must be refused by name.
/// </summary>
internal static class FieldNumbers
{
    // A name written `*` is a message whose fields count as the outer one's own (Go's embedding).
    private static readonly Dictionary<string, Dictionary<int, string>> ByRecord = Parse(FieldNumberTables.Meta + FieldNumberTables.Core + FieldNumberTables.Apps + FieldNumberTables.Rbac + FieldNumberTables.Reviews);

    /// <summary>The field's JSON name; null for a number that is not known.</summary>
    public static string? Find(string record, int number) => ByRecord.TryGetValue(record, out var names) ? names.GetValueOrDefault(number) : null;

    /// <summary>The message whose fields count as those of a record that embeds one.</summary>
    public static string EmbeddedIn(string record) => record switch
    {
        "Probe" => "ProbeHandler",
        "Volume" => "VolumeSource",
        _ => "LocalObjectReference",
    };

    /// <summary>The JSON names of a record's fields.</summary>
    public static IReadOnlyCollection<string> NamesOf(string record) => ByRecord.TryGetValue(record, out var names) ? names.Values : [];

    private static Dictionary<string, Dictionary<int, string>> Parse(string tables)
    {
        var parsed = new Dictionary<string, Dictionary<int, string>>(StringComparer.Ordinal);
        foreach (var line in tables.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var words = line.Split(' ');
            parsed.Add(words[0], words.Skip(1).Select(word => word.Split('=')).ToDictionary(pair => int.Parse(pair[1], CultureInfo.InvariantCulture), pair => pair[0]));
        }

        return parsed;
    }
}
