using System.Collections.Immutable;
using EdgeKube.Api;

namespace EdgeKube.Controller.Api.ManagedFields;

/// <summary>All owners of an object's fields. Immutable.</summary>
internal sealed record Ownership(ImmutableDictionary<Writer, OwnedFields> Owners)
{
    private const string ApplyOperation = "Apply";
    private const string UpdateOperation = "Update";
    private const string FieldsType = "FieldsV1";
    private const int MaxUpdaters = 10;

    /// <summary>Whoever wrote longest ago, once there are too many.</summary>
    private const string FormerUpdaters = "ancient-changes";

    public static Ownership None { get; } = new(ImmutableDictionary<Writer, OwnedFields>.Empty);

    public bool IsEmpty => Owners.IsEmpty;

    public FieldSet All => Owners.Values.Aggregate(FieldSet.Empty, (all, owned) => all.Union(owned.Fields));

    public OwnedFields? Find(Writer writer) => Owners.GetValueOrDefault(writer);

    /// <summary>Whoever owns nothing is no owner.</summary>
    public Ownership With(Writer writer, OwnedFields owned) => new(owned.Fields.IsEmpty ? Owners.Remove(writer) : Owners.SetItem(writer, owned));

    /// <summary>Takes places from everybody but one.</summary>
    public Ownership Without(FieldSet places, Writer except) => places.IsEmpty ? this : Owners
        .Where(owner => owner.Key != except)
        .Aggregate(this, (rest, owner) => rest.With(owner.Key, owner.Value with { Fields = owner.Value.Fields.Except(places) }));

    /// <summary>Null when an entry is not what managedFields can hold.</summary>
    public static Ownership? Read(IReadOnlyList<ManagedFieldsEntry>? entries)
    {
        var ownership = None;
        foreach (var entry in entries ?? [])
        {
            if (entry is not { Operation: ApplyOperation or UpdateOperation, ApiVersion: { Length: > 0 } version, FieldsV1: { } fields }
                || entry.FieldsType is not (null or FieldsType) || FieldSetJson.Read(fields) is not { } set)
            {
                return null;
            }

            var applies = entry.Operation == ApplyOperation;
            ownership = ownership.With(new Writer(entry.Manager ?? "", applies, applies ? "" : version, entry.Subresource), new OwnedFields(set, version, entry.Time));
        }

        return ownership;
    }

    /// <summary>Who applies first, then by time; null when nobody owns anything.</summary>
    public IReadOnlyList<ManagedFieldsEntry>? ToEntries() => IsEmpty ? null :
    [
        .. Owners
            .OrderByDescending(owner => owner.Key.Applies)
            .ThenBy(owner => owner.Value.Time)
            .ThenBy(owner => owner.Key.Name, StringComparer.Ordinal)
            .ThenBy(owner => owner.Value.ApiVersion, StringComparer.Ordinal)
            .ThenBy(owner => owner.Key.Subresource, StringComparer.Ordinal)
            .Select(owner => EntryOf(owner.Key, owner.Value.ApiVersion, owner.Value.Time, FieldSetJson.Write(owner.Value.Fields))),
    ];

    /// <summary>One owner as managedFields have it.</summary>
    public static ManagedFieldsEntry EntryOf(Writer writer, string apiVersion, DateTimeOffset? time, RawJson fields) => new()
    {
        Manager = writer.Name,
        Operation = writer.Applies ? ApplyOperation : UpdateOperation,
        ApiVersion = apiVersion,
        Time = time,
        FieldsType = FieldsType,
        FieldsV1 = fields,
        Subresource = writer.Subresource,
    };

    /// <summary>Puts the oldest writers together when there are too many, so that objects do not grow with everybody who ever touched them.</summary>
    public Ownership Capped()
    {
        var updaters = Owners.Where(owner => !owner.Key.Applies).OrderBy(owner => owner.Value.Time).ThenBy(owner => owner.Key.Name, StringComparer.Ordinal).ToArray();
        if (updaters.Length <= MaxUpdaters)
        {
            return this;
        }

        var result = this;
        foreach (var (writer, owned) in updaters[..(updaters.Length - MaxUpdaters + 1)])
        {
            var bucket = Writer.Updater(FormerUpdaters, owned.ApiVersion, null);
            var together = result.Find(bucket) is { } before && writer != bucket ? owned with { Fields = owned.Fields.Union(before.Fields) } : owned;
            result = new Ownership(result.Owners.Remove(writer)).With(bucket, together);
        }

        return result;
    }
}
