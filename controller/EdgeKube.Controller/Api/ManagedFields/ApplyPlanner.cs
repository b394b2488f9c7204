using System.Text;
using System.Text.Json.Nodes;
using EdgeKube.Api;

namespace EdgeKube.Controller.Api.ManagedFields;

/// <summary>What an applied configuration makes of an object, or of none. Pure.</summary>
internal static class ApplyPlanner
{
    // The name under which kubectl applies: whoever used its client-side apply before goes on without conflicts.
    private const string Kubectl = "kubectl";

    /// <param name="configuration">What is applied.</param>
    /// <param name="current">The object; null: it is to be created.</param>
    /// <param name="now">In whole seconds.</param>
    /// <returns>The object with its managedFields, as it is to be written.</returns>
    public static ApiResult<ApiObject> Plan(AppliedConfiguration configuration, ApiObject? current, DateTimeOffset now)
    {
        var kind = configuration.Kind;
        var stored = current is null ? new JsonObject() : FieldTracking.Json(current);
        var application = new Application(
            stored,
            configuration.Content,
            kind.Schema,
            current is null ? Ownership.None : OwnershipOf(kind, current, stored, now),
            Writer.Applier(configuration.Manager, configuration.Subresource),
            kind.ApiVersion,
            configuration.IsForced)
        {
            Yielding = configuration.Manager == Kubectl && current is not null ? LastSaid(kind, current, stored) : FieldSet.Empty,
        };
        var outcome = ServerSideApply.Apply(application, now);
        if (outcome.Object is null)
        {
            return ApplyConflicts.Describe(outcome.Conflicts);
        }

        var decoded = ObjectRules.Decode(kind, JsonBytes.Of(SyncAnnotation(configuration, outcome.Object)));
        return decoded.Succeeded ? FieldTracking.WithOwnership(decoded.Object, outcome.Ownership) : decoded;
    }

    // An object that nobody was tracked on until now belongs to whoever made it, under one name for all.
    private static Ownership OwnershipOf(Kind kind, ApiObject current, JsonObject stored, DateTimeOffset now)
    {
        if (Ownership.Read(current.Metadata.ManagedFields) is { IsEmpty: false } known)
        {
            return known;
        }

        var given = FieldTracking.Created(kind, current, null, new FieldWriter("before-first-apply"), now);
        return Ownership.Read(given.Metadata.ManagedFields) ?? Ownership.None;
    }

    /// <summary>The places that kubectl's client-side apply has set and that still are as it set them.</summary>
    private static FieldSet LastSaid(Kind kind, ApiObject current, JsonObject stored)
    {
        if (LastApplied.Find(current) is not { } last || (string?)last["apiVersion"] != kind.ApiVersion)
        {
            return FieldSet.Empty;
        }

        var changes = FieldChanges.Between(last, stored, kind.Schema);
        return GivenFields.Of(last, kind.Schema).Except(changes.Set).Except(changes.Removed);
    }

    // Client-side apply must find what was applied last, for as long as it is still used on this object.
    private static JsonObject SyncAnnotation(AppliedConfiguration configuration, JsonObject next)
    {
        if (configuration.Manager == Kubectl && next["metadata"]?["annotations"] is JsonObject annotations && annotations.ContainsKey(LastApplied.Annotation))
        {
            annotations[LastApplied.Annotation] = LastApplied.Text(configuration.Content);
        }

        return next;
    }
}
