using EdgeKube.Api;

namespace EdgeKube.Controller.Api;

/// <summary>Chooses an answer's representation. Pure.</summary>
internal static class AcceptHeader
{
    private const string MetaGroup = "meta.k8s.io";

    /// <summary>The first clause that can be fulfilled; 406 when there is none.</summary>
    public static ApiResult<Representation> Choose(string? accept)
    {
        foreach (var range in MediaRange.ParseAll(accept).Where(range => range.IsJson))
        {
            if (range.As is null)
            {
                return Representation.Whole;
            }

            if (range.Find("g") == MetaGroup && range.Find("v") is "v1" or "v1beta1" && ShapeOf(range.As) is { } shape)
            {
                return new Representation(shape, range.Find("v")!);
            }
        }

        return Statuses.NotAcceptable();
    }

    private static Shape? ShapeOf(string name) => name switch
    {
        "Table" => Shape.Table,
        "PartialObjectMetadata" or "PartialObjectMetadataList" => Shape.Metadata,
        _ => null,
    };
}
