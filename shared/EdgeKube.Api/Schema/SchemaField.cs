namespace EdgeKube.Api;

/// <summary>A field of an object.</summary>
/// <param name="Name">JSON name.</param>
/// <param name="Type">What stands there.</param>
public sealed record SchemaField(string Name, SchemaType Type)
{
    /// <summary>How patches merge it.</summary>
    public FieldRules Rules { get; init; } = FieldRules.None;

    /// <summary>What it does, for <c>kubectl explain</c>.</summary>
    public string Description { get; init; } = "";

    /// <summary>Number in Kubernetes' protobuf; 0: not on the wire.</summary>
    public int Number { get; init; }

    /// <summary>On the wire the field stands in a message under this number, whose fields count as the object's own (Go's embedding); 0: it does not.</summary>
    public int Via { get; init; }

    public bool IsRequired { get; init; }

    /// <summary>All texts that can stand there; empty when any can.</summary>
    public IReadOnlyList<string> Values { get; init; } = [];

    /// <summary>JSON that stands there when nothing was given; null: nothing.</summary>
    public string? Default { get; init; }
}
