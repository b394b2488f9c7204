using System.Text;
using EdgeKube.Controller.Metrics;
using EdgeKube.Controller.Security;
using EdgeKube.Link.Trust;

namespace EdgeKube.Controller.Api;

/// <summary>The paths that are no resource: version, health, metrics, trust, what resources there are, and other documents.</summary>
internal sealed class NonResourceHandler(
    IAuthorizer authorizer,
    DiscoveryDocuments documents,
    OpenApiDocuments openApi,
    HealthHandler health,
    IReadOnlyList<IMetricSource> metrics,
    ITrustApi? trust,
    IReadOnlyList<ApiDocument> others)
{
    public async Task<ApiResponse> HandleAsync(ApiRequest request, ApiPath path, CancellationToken cancellationToken)
    {
        var access = new AccessRequest(request.Method == "GET" ? "get" : request.Method.ToLowerInvariant(), null, null, null) { Path = path.Raw };
        if (authorizer.FindRefusal(request.Caller, access) is { } refusal)
        {
            return Responses.Of(refusal);
        }

        if (request.Method == "GET" && others.FirstOrDefault(other => other.Path == path.Raw) is { } other)
        {
            return Responses.Of(other.Build()) with { ContentType = other.ContentType };
        }

        if (trust is not null && path.Raw.StartsWith(TrustPaths.Root, StringComparison.Ordinal))
        {
            return await trust.HandleAsync(request, path, cancellationToken);
        }

        if (request.Method != "GET")
        {
            return Responses.Of(Statuses.MethodNotAllowed());
        }

        return path.Raw == "/metrics"
            ? new ApiResponse(200, MetricsText.ContentType, Encoding.UTF8.GetBytes(Measure()))
            : health.Find(path) ?? openApi.Find(path.Raw, request.Accept) ?? FindDiscovery(request, path) ?? Responses.Of(Statuses.NoSuchResource());
    }

    private string Measure()
    {
        var text = new MetricsText();
        foreach (var source in metrics)
        {
            source.WriteTo(text);
        }

        return text.ToString();
    }

    private ApiResponse? FindDiscovery(ApiRequest request, ApiPath path)
    {
        if (path.Raw.TrimEnd('/') is "/api" or "/apis" && AggregatedDiscovery.FindVersion(request.Accept) is { } version)
        {
            return AggregatedDiscovery.Answer(path.Raw.TrimEnd('/') == "/api", version);
        }

        return documents.Find(path.Raw) is { } document ? Responses.Of(document) : null;
    }
}
