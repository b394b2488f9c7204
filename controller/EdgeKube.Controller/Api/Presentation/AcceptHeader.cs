using EdgeKube.Api;

namespace EdgeKube.Controller.Api;

/// <summary>Chooses an answer's representation. Pure.</summary>
internal static class AcceptHeader
{
    private const string MetaGroup = "meta.k8s.io";

    /// <summary>The first clause that can be fulfilled; 406 when there is none.</summary>
    /// <param name="accept">The header.</param>
    /// <param name="isStream">A watch, which is a stream of JSON whatever else is liked.</param>
    public static ApiResult<Representation> Choose(string? accept, bool isStream = false)
    {
        foreach (var range in MediaRange.ParseAll(accept).Where(range => range.Format is not null && (range.IsJson || !isStream)))
        {
            if (range.As is null)
            {
                return Representation.Whole with { Format = range.Format!.Value };
            }

            if (range.Format is not AnswerFormat.Protobuf && range.Find("g") == MetaGroup && range.Find("v") is "v1" or "v1beta1" && ShapeOf(range.As) is { } shape)
            {
                return new Representation(shape, range.Find("v")!) { Format = range.Format!.Value };
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
