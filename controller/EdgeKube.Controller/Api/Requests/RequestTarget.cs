namespace EdgeKube.Controller.Api;

/// <summary>A request whose path has been resolved to a kind.</summary>
/// <param name="Presentation">Writes the answers.</param>
internal sealed record RequestTarget(ApiRequest Request, ApiPath Path, Kind Kind, Presentation Presentation)
{
    public string? Namespace => Path.Namespace;

    public QueryParameters Query => Path.Query;

    public bool IsWatch => Query.IsSet("watch");

    public WriteOptions WriteOptions => new(Query.Find("dryRun") is "All");
}
