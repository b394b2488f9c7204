using EdgeKube.Api;

namespace EdgeKube.Controller.Api;

/// <summary>Another name, and other field names, for objects of a kind that is stored. Nothing an object holds is lost on the way.</summary>
internal abstract class KindAlias
{
    private static readonly Dictionary<string, KindAlias> All = new()
    {
        ["events.k8s.io/v1/Event"] = new EventAlias(),
        ["autoscaling/v1/HorizontalPodAutoscaler"] = new ScalerAlias(),
    };

    /// <summary>Group and version in which the objects are kept; the kind has the same name there.</summary>
    public abstract string StoredVersion { get; }

    /// <summary>How the objects look in a table: as those that are kept.</summary>
    public abstract ObjectTable StoredTable { get; }

    /// <summary>Null for a kind that is kept as it is.</summary>
    public static KindAlias? Find(string apiVersion, string kind) => All.GetValueOrDefault($"{apiVersion}/{kind}");

    /// <summary>As clients of this name see it.</summary>
    public abstract SchemaObject FromStored(ApiObject stored);

    /// <summary>As it is kept.</summary>
    public abstract ApiObject ToStored(SchemaObject obj);

    public ObjectTable Table() => ObjectTable.Of<SchemaObject>(StoredTable.Columns, (obj, now) => StoredTable.Cells(ToStored(obj), now));
}
