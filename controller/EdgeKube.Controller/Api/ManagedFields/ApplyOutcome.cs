using System.Text.Json.Nodes;

namespace EdgeKube.Controller.Api.ManagedFields;

/// <summary>What an application comes to.</summary>
/// <param name="Object">Null when others own what it would change.</param>
/// <param name="Ownership">After.</param>
/// <param name="Conflicts">By owner; those that were overridden are not among them.</param>
internal sealed record ApplyOutcome(JsonObject? Object, Ownership Ownership, IReadOnlyList<KeyValuePair<Writer, FieldSet>> Conflicts);
