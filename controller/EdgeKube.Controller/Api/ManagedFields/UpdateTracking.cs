namespace EdgeKube.Controller.Api.ManagedFields;

/// <summary>Whose fields are whose after a write that was no apply: what it changed is the writer's alone. Pure.</summary>
internal static class UpdateTracking
{
    // The server's own, and what every object has.
    private static readonly FieldSet Untracked = new[]
    {
        "name", "namespace", "creationTimestamp", "selfLink", "uid", "clusterName", "generation", "managedFields", "resourceVersion",
    }.Aggregate(
        FieldSet.Place("f:apiVersion").Union(FieldSet.Place("f:kind")).Union(FieldSet.Place("f:metadata")),
        (set, name) => set.Union(FieldSet.Place("f:metadata", FieldSteps.OfField(name))));

    public static Ownership Track(Ownership before, FieldChanges changes, Writer writer, string apiVersion, DateTimeOffset? now)
    {
        var set = Strip(changes.Set);
        var rest = before.Without(changes.Set.Union(changes.Removed), writer);
        if (before.Find(writer) is { } own)
        {
            rest = rest.With(writer, own with { Fields = own.Fields.Except(changes.Removed) });
        }

        return set.IsEmpty ? rest : rest.With(writer, new OwnedFields(set.Union(rest.Find(writer)?.Fields ?? FieldSet.Empty), apiVersion, now)).Capped();
    }

    /// <summary>Without the places that nobody is said to own.</summary>
    public static FieldSet Strip(FieldSet set) => set.Except(Untracked);
}
