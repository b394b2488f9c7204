using System.Text.Json.Nodes;
using EdgeKube.Api;

namespace EdgeKube.Controller.Api;

/// <summary>A patch of one of the three types that say how to change what there is. Pure: the arguments stay as they are.</summary>
internal abstract record ObjectPatch
{
    private ObjectPatch()
    {
    }

    public ApiResult<JsonNode> Apply(JsonNode current, FieldSchema schema)
    {
        try
        {
            return Change(current, schema) ?? (ApiResult<JsonNode>)Statuses.BadRequest("the patch removes the whole object");
        }
        catch (PatchException e)
        {
            return e.Code switch
            {
                422 => Statuses.Failure(422, "Invalid", e.Message, new StatusDetails()),
                400 => Statuses.BadRequest(e.Message),
                413 => Statuses.Failure(413, "RequestEntityTooLarge", e.Message),
                _ => Statuses.Failure(e.Code, null, e.Message),
            };
        }
    }

    protected abstract JsonNode? Change(JsonNode current, FieldSchema schema);

    internal sealed record Json(JsonArray Operations) : ObjectPatch
    {
        protected override JsonNode? Change(JsonNode current, FieldSchema schema) => JsonPatch.Apply(current, Operations);
    }

    internal sealed record Merge(JsonObject Changes) : ObjectPatch
    {
        protected override JsonNode? Change(JsonNode current, FieldSchema schema) => MergePatch.Apply(current, Changes);
    }

    internal sealed record Strategic(JsonObject Changes) : ObjectPatch
    {
        protected override JsonNode? Change(JsonNode current, FieldSchema schema) =>
            StrategicMergePatch.Apply(current as JsonObject ?? [], Changes, schema);
    }
}
