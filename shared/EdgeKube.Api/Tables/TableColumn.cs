namespace EdgeKube.Api;

/// <summary>A column of a kind's table, as Kubernetes' Table describes it.</summary>
/// <param name="Name">As people read it, such as <c>Up-to-date</c>.</param>
/// <param name="Type">string or integer.</param>
/// <param name="Format"><c>name</c> for the object's name, else empty.</param>
/// <param name="IsWide">Shown with <c>-o wide</c> only (priority 1).</param>
public sealed record TableColumn(string Name, string Type = "string", string Format = "", bool IsWide = false)
{
    /// <summary>The object's name.</summary>
    public static TableColumn ObjectName { get; } = new("Name", Format: "name");

    public static TableColumn Age { get; } = new("Age");

    public static TableColumn Wide(string name) => new(name, IsWide: true);

    public static TableColumn Number(string name) => new(name, "integer");
}
