using System.Text.Json.Serialization.Metadata;
using EdgeKube.Api;

namespace EdgeKube.Controller.Api;

/// <summary>One row of the table of kinds: how it is called, where it is kept and what is special about it.</summary>
internal sealed record Kind
{
    public required string Name { get; init; }

    /// <summary>Empty for the core group.</summary>
    public string Group { get; init; } = "";

    public string Version { get; init; } = "v1";

    public required string Plural { get; init; }

    public IReadOnlyList<string> ShortNames { get; init; } = [];

    public IReadOnlyList<string> Categories { get; init; } = [];

    public bool IsNamespaced { get; init; } = true;

    public bool HasStatus { get; init; }

    /// <summary>False for questions, which are answered and forgotten.</summary>
    public bool IsStored { get; init; } = true;

    /// <summary>Subresources besides status and scale, such as <c>binding</c>.</summary>
    public IReadOnlyList<string> Subresources { get; init; } = [];

    public required Type Type { get; init; }

    public required JsonTypeInfo TypeInfo { get; init; }

    /// <summary>What objects hold, and how their fields are merged and numbered.</summary>
    public required SchemaType Content { get; init; }

    /// <summary>How the objects are merged and owned field by field.</summary>
    public FieldSchema Schema => FieldSchema.Of(Content);

    /// <summary>What the kind's schema file says, when nothing in EdgeKube acts on it and so it has no record; else null.</summary>
    public KindSchema? File { get; init; }

    /// <summary>Set when the objects are kept under another group or version.</summary>
    public KindAlias? Alias { get; init; }

    /// <summary>The kind that the objects are kept as.</summary>
    public Kind Home => Alias is null ? this : KindTable.FindKind(Alias.StoredVersion, Name)!;

    public required Strategy Strategy { get; init; }

    /// <summary>How objects look in a table.</summary>
    public required ObjectTable Table { get; init; }

    /// <summary>An object with nothing in it.</summary>
    public required ApiObject Empty { get; init; }

    /// <summary>How replicas are read and set, when the kind has a scale subresource.</summary>
    public IScalable? Scale => File is null or { HasScale: true } ? Strategy as IScalable : null;

    /// <summary>Whether a PUT of an object that is not there makes it, as some of Kubernetes' kinds have it.</summary>
    public bool CreatesOnUpdate => GroupResource is "endpoints" or "events" or "limitranges" or "services" or "leases.coordination.k8s.io" || Group == RoleRef.Group;

    public string Singular => Name.ToLowerInvariant();

    public string ApiVersion => Group.Length == 0 ? Version : $"{Group}/{Version}";

    /// <summary><c>deployments.apps</c>: in messages and in the store's keys.</summary>
    public string GroupResource => Group.Length == 0 ? Plural : $"{Plural}.{Group}";

    /// <summary><c>Deployment.apps</c>: in messages about faults.</summary>
    public string QualifiedName => Group.Length == 0 ? Name : $"{Name}.{Group}";

    /// <summary><c>deployment.apps/web</c>: what the apply answer calls an object.</summary>
    public string Describe(string name) => Group.Length == 0 ? $"{Singular}/{name}" : $"{Singular}.{Group}/{name}";

    /// <summary>Where the objects are kept: all of them, or those of one namespace.</summary>
    public string PrefixOf(string? ns) => IsNamespaced && !string.IsNullOrEmpty(ns) ? $"/{Home.GroupResource}/{ns}/" : $"/{Home.GroupResource}/";

    public string KeyOf(string? ns, string name) => IsNamespaced ? $"/{Home.GroupResource}/{ns}/{name}" : $"/{Home.GroupResource}/{name}";

    /// <summary>Where no record says it, the object is told what it is: a body may leave that to the path.</summary>
    public ApiObject Named(ApiObject obj) => obj is SchemaObject stored ? stored with { KindName = Name, GroupVersion = ApiVersion } : obj;

    public string KeyOf(ApiObject obj) => KeyOf(obj.Namespace, obj.Name);
}
