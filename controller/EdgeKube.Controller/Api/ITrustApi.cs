namespace EdgeKube.Controller.Api;

/// <summary>The operations of trust: certificates, tokens, authorities.</summary>
internal interface ITrustApi
{
    Task<ApiResponse> HandleAsync(ApiRequest request, ApiPath path, CancellationToken cancellationToken);
}
