using System.Text.Json.Nodes;
using EdgeKube.Api;

namespace EdgeKube.Controller.Api.ManagedFields;

/// <summary>
/// Server-side apply: what the configuration says is set and owned by its applier; what it no longer says goes, unless somebody else
/// owns it too; what others own and would be changed is a conflict. Pure.
/// </summary>
internal static class ServerSideApply
{
    public static ApplyOutcome Apply(Application application, DateTimeOffset now)
    {
        var (current, given, schema, before, applier, apiVersion, _) = application;
        var former = before.Find(applier);
        var said = GivenFields.Of(given, schema);
        var claimed = before.With(applier, new OwnedFields(said, apiVersion, former?.Time));
        var merged = (JsonObject)FieldMerge.Apply(current, given, schema)!;
        var next = former is null ? merged : Prune(merged, former.Fields, claimed.All, schema);
        var changes = FieldChanges.Between(current, next, schema);
        var conflicts = FindConflicts(claimed, changes.Set, applier);
        var open = application.IsForced ? [] : conflicts.Where(conflict => !conflict.Value.Except(application.Yielding).IsEmpty).ToArray();
        if (open.Length > 0)
        {
            return new ApplyOutcome(null, before, [.. open.Select(conflict => KeyValuePair.Create(conflict.Key, conflict.Value.Except(application.Yielding)))]);
        }

        var settled = claimed.Without(changes.Set.Union(changes.Removed), applier);
        var time = changes.IsEmpty ? former?.Time : now;
        return new ApplyOutcome(next, settled.With(applier, new OwnedFields(UpdateTracking.Strip(said), apiVersion, time)), []);
    }

    /// <summary>Removes what the applier said last time and does not say now, unless somebody owns it.</summary>
    private static JsonObject Prune(JsonObject merged, FieldSet former, FieldSet owned, FieldSchema schema)
    {
        var everything = Named(GivenFields.Of(merged, schema), schema);
        var pruned = Named(GivenFields.Of(FieldRemoval.Apply(merged, Named(former, schema), schema), schema), schema);
        var unowned = everything.Except(pruned.Union(Named(owned, schema)));
        var kept = Named(GivenFields.Of(FieldRemoval.Apply(merged, unowned, schema), schema), schema);

        // What nobody owns and lay below something that went is put back: the applier never said it.
        return (JsonObject)FieldRemoval.Apply(merged, everything.Except(kept).Intersect(Named(former, schema)), schema)!;
    }

    private static FieldSet Named(FieldSet set, FieldSchema schema) => FieldRemoval.WithNamedParents(set, schema);

    private static KeyValuePair<Writer, FieldSet>[] FindConflicts(Ownership ownership, FieldSet changed, Writer applier) =>
    [
        .. ownership.Owners
            .Where(owner => owner.Key != applier)
            .Select(owner => KeyValuePair.Create(owner.Key, owner.Value.Fields.Intersect(changed)))
            .Where(conflict => !conflict.Value.IsEmpty)
            .OrderBy(conflict => conflict.Key.ToString(), StringComparer.Ordinal),
    ];
}
