using System.Text.Json.Nodes;
using EdgeKube.Api;

namespace EdgeKube.Controller.Api.ManagedFields;

/// <summary>What somebody applies to what.</summary>
/// <param name="Current">The object without managedFields; an empty one when there is none yet.</param>
/// <param name="Given">The configuration.</param>
/// <param name="Schema">Of both.</param>
/// <param name="Ownership">Before.</param>
/// <param name="Applier">Who applies.</param>
/// <param name="ApiVersion">Of the configuration.</param>
/// <param name="IsForced">Take what others own.</param>
internal sealed record Application(JsonObject Current, JsonObject Given, FieldSchema Schema, Ownership Ownership, Writer Applier, string ApiVersion, bool IsForced)
{
    /// <summary>Conflicts in these places are none.</summary>
    public FieldSet Yielding { get; init; } = FieldSet.Empty;
}
