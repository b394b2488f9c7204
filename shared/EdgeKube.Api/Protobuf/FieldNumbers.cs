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

    /// <summary>The number of a record's field, and that of the embedded message it stands in; 0 for none.</summary>
    public static (int Number, int Via) FindNumber(string record, string field)
    {
        if (!ByRecord.TryGetValue(record, out var names))
        {
            return default;
        }

        var embedded = names.FirstOrDefault(pair => pair.Value == "*").Key;
        var own = names.FirstOrDefault(pair => pair.Value == field).Key;
        return own > 0 || embedded == 0 ? (own, 0) : (FindNumber(EmbeddedIn(record), field).Number, embedded);
    }

    /// <summary>The JSON names of all of a record's fields in Kubernetes, implemented or not.</summary>
    public static IEnumerable<string> NamesOf(string record) =>
        ByRecord.TryGetValue(record, out var names) ? names.Values.SelectMany(name => name == "*" ? NamesOf(EmbeddedIn(record)) : [name]) : [];

    // The message whose fields count as those of a record that embeds one.
    private static string EmbeddedIn(string record) => record switch
    {
        "Probe" => "ProbeHandler",
        "Volume" => "VolumeSource",
        "EphemeralContainer" => "Container",
        _ => "LocalObjectReference",
    };

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
