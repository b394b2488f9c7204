namespace EdgeKube.Api;

/// <summary>The table of kinds of which kubectl shows no more than the name and when the object was made.</summary>
public static class NameAndTime
{
    public static ObjectTable Of<T>()
        where T : ApiObject => ObjectTable.Of<T>(
            [TableColumn.ObjectName, new("Created At", "date")],
            (obj, _) => [obj.Name, obj.Metadata.CreationTimestamp is { } created ? Rfc3339.Format(created) : ""]);
}
