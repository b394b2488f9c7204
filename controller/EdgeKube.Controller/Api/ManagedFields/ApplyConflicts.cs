using EdgeKube.Api;

namespace EdgeKube.Controller.Api.ManagedFields;

/// <summary>Conflicts of an apply in Kubernetes' words. Pure.</summary>
internal static class ApplyConflicts
{
    public static ApiStatus Describe(IReadOnlyList<KeyValuePair<Writer, FieldSet>> conflicts)
    {
        var places = conflicts.SelectMany(conflict => conflict.Value.Describe().Select(place => (Owner: conflict.Key, Place: place))).ToArray();
        var text = places.Length == 1
            ? $"Apply failed with 1 conflict: conflict with {places[0].Owner}: {places[0].Place}"
            : $"Apply failed with {places.Length} conflicts: {string.Join('\n', conflicts.SelectMany(Lines))}";
        return Statuses.Failure(409, "Conflict", text, new StatusDetails
        {
            Causes =
            [
                .. places.Select(conflict => new StatusCause { Reason = "FieldManagerConflict", Message = $"conflict with {conflict.Owner}", Field = conflict.Place }),
            ],
        });
    }

    private static IEnumerable<string> Lines(KeyValuePair<Writer, FieldSet> conflict) =>
        conflict.Value.Describe().Select(place => $"- {place}").Prepend($"conflicts with {conflict.Key}:");
}
