namespace EdgeKube.Cli.Delete;

/// <summary>One <c>delete</c>, as asked for.</summary>
internal sealed record DeleteRequest
{
    public IReadOnlyList<string> Words { get; init; } = [];

    public IReadOnlyList<string> Files { get; init; } = [];

    public string? LabelSelector { get; init; }

    public string? FieldSelector { get; init; }

    public bool All { get; init; }

    public bool AllNamespaces { get; init; }

    public long? GracePeriod { get; init; }

    public bool Force { get; init; }

    public bool Wait { get; init; }

    public TimeSpan Timeout { get; init; }

    public bool IgnoreNotFound { get; init; }

    public string Propagation { get; init; } = "Background";

    public bool NamesOnly { get; init; }

    public bool HasSelector => LabelSelector is not null || FieldSelector is not null || All;
}
