using EdgeKube.Cli.Commands;

namespace EdgeKube.Cli.Resources;

/// <summary>Builds Kubernetes' paths.</summary>
internal static class ResourcePath
{
    /// <param name="scope">The namespace, or null for all of them.</param>
    public static string Collection(ResourceType type, string? scope)
    {
        var root = type.Group.Length == 0 ? $"/api/{type.Version}" : $"/apis/{type.Group}/{type.Version}";
        return type.IsNamespaced && scope is not null ? $"{root}/namespaces/{Uri.EscapeDataString(scope)}/{type.Plural}" : $"{root}/{type.Plural}";
    }

    public static string Item(ResourceType type, string scope, string name) => $"{Collection(type, scope)}/{Uri.EscapeDataString(name)}";

    /// <summary>For a change: strict about fields, under the command's name.</summary>
    /// <param name="path">Of the object or its collection.</param>
    /// <param name="command">Such as <c>edit</c>.</param>
    /// <param name="dryRun">How far the change goes.</param>
    public static string ForWrite(string path, string command, DryRun dryRun) => WithQuery(
        path, [("fieldManager", $"edgectl-{command}"), ("fieldValidation", "Strict"), ("dryRun", dryRun == DryRun.Server ? "All" : null)]);

    /// <summary>Appends the parameters that have a value.</summary>
    public static string WithQuery(string path, params IReadOnlyList<(string Name, string? Value)> parameters)
    {
        var query = string.Join('&', parameters.Where(p => p.Value is not null).Select(p => $"{p.Name}={Uri.EscapeDataString(p.Value!)}"));
        return query.Length == 0 ? path : $"{path}?{query}";
    }
}
