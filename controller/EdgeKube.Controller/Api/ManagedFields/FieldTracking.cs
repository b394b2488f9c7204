using System.Text.Json.Nodes;
using EdgeKube.Api;

namespace EdgeKube.Controller.Api.ManagedFields;

/// <summary>
/// managedFields of objects that are written. Who creates from outside is tracked, and so is from then on everybody who changes the
/// object itself. Objects that the controller makes are not tracked, nor are its writes of status: they cost nothing. Pure.
/// </summary>
internal static class FieldTracking
{
    /// <param name="kind">The object's.</param>
    /// <param name="obj">As its creator made it.</param>
    /// <param name="applied">Its managedFields when it comes out of an apply.</param>
    /// <param name="writer">Null: the controller itself.</param>
    /// <param name="now">In whole seconds.</param>
    public static ApiObject Created(Kind kind, ApiObject obj, IReadOnlyList<ManagedFieldsEntry>? applied, FieldWriter? writer, DateTimeOffset now)
    {
        if (writer is null or { HasApplied: true })
        {
            return With(obj, writer is null ? null : applied);
        }

        var bare = With(obj, null);
        return CreationFields.Write(ObjectCodec.Encode(bare), kind.Schema) is { } fields
            ? With(bare, [Ownership.EntryOf(Writer.Updater(writer.Name, kind.ApiVersion, null), kind.ApiVersion, now, fields)])
            : bare;
    }

    /// <param name="update">What is written.</param>
    /// <param name="current">Before.</param>
    /// <param name="next">After, with the managedFields that the writer has sent.</param>
    /// <param name="writer">Null: the controller itself, under the name that follows.</param>
    /// <param name="caller">Name of who asks.</param>
    /// <param name="now">In whole seconds.</param>
    public static ApiObject Updated(ObjectUpdate update, ApiObject current, ApiObject next, FieldWriter? writer, string caller, DateTimeOffset now)
    {
        if (writer is { HasApplied: true })
        {
            return next;
        }

        var stored = current.Metadata.ManagedFields;
        var before = update.Subresource is null ? Sent(next.Metadata.ManagedFields, stored) : stored;
        var ownership = Ownership.Read(before) ?? Ownership.None;
        var isQuiet = (writer is null && update.Subresource is not null) || update.Subresource is "binding" || ownership.IsEmpty;
        if (isQuiet)
        {
            return With(next, ownership.IsEmpty ? null : before);
        }

        var changes = FieldChanges.Between(Json(current), Json(next), update.Kind.Schema);
        if (changes.IsEmpty)
        {
            return With(next, before);
        }

        var version = update.Kind.ApiVersion;
        var tracked = UpdateTracking.Track(
            ownership, changes, Writer.Updater(writer?.Name ?? caller, version, update.Subresource), version, update.Subresource is "scale" ? null : now);
        return WithOwnership(next, tracked);
    }

    public static ApiObject WithOwnership(ApiObject obj, Ownership ownership) => With(obj, ownership.ToEntries());

    public static JsonObject Json(ApiObject obj) => (JsonObject)JsonNode.Parse(ObjectCodec.Encode(With(obj, null)).Span)!;

    private static ApiObject With(ApiObject obj, IReadOnlyList<ManagedFieldsEntry>? entries) =>
        ReferenceEquals(obj.Metadata.ManagedFields, entries) ? obj : obj with { Metadata = obj.Metadata with { ManagedFields = entries } };

    // One empty entry asks for everything to be forgotten; none, or nonsense, comes from clients that do not know of it.
    private static IReadOnlyList<ManagedFieldsEntry>? Sent(IReadOnlyList<ManagedFieldsEntry>? given, IReadOnlyList<ManagedFieldsEntry>? stored)
    {
        if (given is [var only] && only == new ManagedFieldsEntry())
        {
            return null;
        }

        return Ownership.Read(given) is { IsEmpty: false } ? given : stored;
    }
}
