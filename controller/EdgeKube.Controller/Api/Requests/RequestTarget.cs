using EdgeKube.Controller.Api.ManagedFields;

namespace EdgeKube.Controller.Api;

/// <summary>A request whose path has been resolved to a kind.</summary>
/// <param name="Presentation">Writes the answers.</param>
internal sealed record RequestTarget(ApiRequest Request, ApiPath Path, Kind Kind, Presentation Presentation)
{
    public string? Namespace => Path.Namespace;

    public QueryParameters Query => Path.Query;

    public bool IsWatch => Query.IsSet("watch");

    /// <summary>What to do with fields that no kind has: null refuses them, as fieldValidation=Strict asks for. Unasked they are left out with a warning.</summary>
    public Action<string>? Tolerate => Query.Find("fieldValidation") switch
    {
        "Strict" => null,
        "Ignore" => Overlook,
        _ => Presentation.Warn,
    };

    public WriteOptions WriteOptions => new(Query.Find("dryRun") is "All", Presentation.Warn)
    {
        Writer = FieldWriter.Of(Query.Find("fieldManager"), Request.UserAgent),
    };

    private static void Overlook(string fault)
    {
        // Ignored, as the client asked.
    }
}
