namespace EdgeKube.Api;

/// <summary>A kind as its schema file describes it.</summary>
/// <param name="Name">Kind as in Kubernetes.</param>
/// <param name="Plural">Name of its collections.</param>
/// <param name="Type">What its objects hold.</param>
public sealed record KindSchema(string Name, string Plural, SchemaType Type)
{
    /// <summary>Empty for the core group.</summary>
    public required string Group { get; init; }

    public required string Version { get; init; }

    public IReadOnlyList<string> ShortNames { get; init; } = [];

    public IReadOnlyList<string> Categories { get; init; } = [];

    public bool IsNamespaced { get; init; }

    /// <summary>Status is written through a subresource of its own.</summary>
    public bool HasStatus { get; init; }

    /// <summary>spec.replicas can be written through the scale subresource.</summary>
    public bool HasScale { get; init; }

    /// <summary>metadata.generation counts changes of what people write.</summary>
    public bool HasGeneration { get; init; }

    /// <summary>A delete that removes the object answers with the object instead of a Status.</summary>
    public bool ReturnsDeletedObject { get; init; }

    /// <summary>What names must look like: subdomain, label or any.</summary>
    public string NameRule { get; init; } = "subdomain";

    /// <summary>Paths that a fieldSelector can name besides those of metadata.</summary>
    public IReadOnlyList<string> Selectable { get; init; } = [];

    /// <summary>What the file cannot say.</summary>
    public KindRules Rules { get; init; } = KindRules.None;

    /// <summary>Columns between name and age, each <c>NAME[*][:TYPE] = CELL</c>; see <see cref="SchemaTable"/>.</summary>
    public IReadOnlyList<string> Columns { get; init; } = [];
}
