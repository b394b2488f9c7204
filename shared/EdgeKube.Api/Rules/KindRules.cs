using System.Text.Json.Nodes;

namespace EdgeKube.Api;

/// <summary>
/// What Kubernetes does with objects of one kind beyond what its schema file says: defaults that are computed, faults, warnings, what
/// may not change. Pure; defaults twice are the same as once.
/// </summary>
public class KindRules
{
    /// <summary>A kind of which the schema says it all.</summary>
    public static KindRules None { get; } = new();

    /// <summary>Said to everybody who asks for such objects; null for nothing.</summary>
    public virtual string? Deprecation => null;

    /// <summary>Defaults that follow from other fields; those of the schema come after.</summary>
    public virtual void Default(JsonObject obj)
    {
    }

    /// <summary>What only the server can say of a new object; its metadata is complete.</summary>
    public virtual void Create(JsonObject obj)
    {
    }

    /// <summary>What an update leaves out and does not mean to take away.</summary>
    public virtual void Update(JsonObject obj, JsonObject current)
    {
    }

    /// <summary>Things that succeed, and that the writer should know of all the same.</summary>
    public virtual IEnumerable<string> Warn(SchemaObject obj) => [];

    internal virtual IEnumerable<FieldError> Validate(Place obj) => [];

    internal virtual IEnumerable<FieldError> ValidateUpdate(Place obj, Place current) => [];
}
