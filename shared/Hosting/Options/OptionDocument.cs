using EdgeKube.Api;

namespace EdgeKube.Hosting.Options;

/// <summary>Keys and values in a YAML file. Pure.</summary>
internal static class OptionDocument
{
    /// <param name="name">The file's, for faults and sources.</param>
    /// <param name="faults">Each names the file, and the line where there is one.</param>
    public static List<GivenOption> Read(ReadOnlyMemory<byte> bytes, string name, ICollection<string> faults)
    {
        if (!DocumentReader.TryReadAll(bytes, out var documents, out var fault))
        {
            faults.Add($"{name}: {fault}");
            return [];
        }

        switch (documents)
        {
            case [] or [ScalarNode { Type: ScalarType.Null }]:
                return [];
            case [MappingNode root]:
                return Read(root, name, faults);
            default:
                faults.Add($"{name}: must hold keys and values");
                return [];
        }
    }

    private static List<GivenOption> Read(MappingNode root, string name, ICollection<string> faults)
    {
        var given = new List<GivenOption>();
        foreach (var (key, value) in root.Entries.SelectMany(Flatten))
        {
            var source = $"{name}: line {value.Line}";
            if (given.Exists(other => other.Key == key))
            {
                faults.Add($"{source}: {key}: stands twice");
            }
            else if (Values(value) is not { } values)
            {
                faults.Add($"{source}: {key}: must be a value or a list of values");
            }
            else
            {
                given.Add(new GivenOption(key, values, source));
            }
        }

        return given;
    }

    // mqtt: {broker: …} and mqtt.broker: … are the same.
    private static IEnumerable<KeyValuePair<string, DocumentNode>> Flatten(KeyValuePair<string, DocumentNode> entry) => entry.Value is MappingNode group
        ? group.Entries.Select(inner => KeyValuePair.Create($"{entry.Key}.{inner.Key}", inner.Value))
        : [entry];

    private static IReadOnlyList<string>? Values(DocumentNode node) => node switch
    {
        ScalarNode { Type: not ScalarType.Null } value => [value.Text],
        SequenceNode list when list.Items.All(item => item is ScalarNode { Type: not ScalarType.Null }) => [.. list.Items.Select(item => ((ScalarNode)item).Text)],
        _ => null,
    };
}
