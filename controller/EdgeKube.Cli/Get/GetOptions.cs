using EdgeKube.Cli.JsonPath;
using EdgeKube.Cli.Resources;

namespace EdgeKube.Cli.Get;

/// <summary>One <c>get</c>, as asked for.</summary>
internal sealed record GetOptions(IReadOnlyList<ResourceTarget> Targets)
{
    public OutputFormat Format { get; init; }

    /// <summary>With <see cref="OutputFormat.JsonPath"/>.</summary>
    public JsonPathTemplate? Template { get; init; }

    /// <summary>With <see cref="OutputFormat.CustomColumns"/>.</summary>
    public CustomColumns? Columns { get; init; }

    public JsonPathExpression? SortBy { get; init; }

    public bool AllNamespaces { get; init; }

    public string? LabelSelector { get; init; }

    public string? FieldSelector { get; init; }

    public bool Watch { get; init; }

    public bool WatchOnly { get; init; }

    public bool ShowLabels { get; init; }

    public bool NoHeaders { get; init; }

    public bool IgnoreNotFound { get; init; }

    public bool ShowManagedFields { get; init; }
}
