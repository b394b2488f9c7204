namespace EdgeKube.Api;

/// <summary>The table of ConfigMaps, with kubectl's columns.</summary>
public static class ConfigMapTable
{
    public static readonly ObjectTable Table = ObjectTable.Of<ConfigMap>(
        [TableColumn.ObjectName, new("Data"), TableColumn.Age],
        (map, now) =>
        [
            map.Name,
            (map.Data?.Count ?? 0) + (map.BinaryData?.Count ?? 0),
            HumanDuration.Since(map.Metadata.CreationTimestamp, now),
        ]);
}
