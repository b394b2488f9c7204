using EdgeKube.Api;
using EdgeKube.Controller.Api;
using EdgeKube.Controller.Security.Pki;
using EdgeKube.Link.Trust;
using Microsoft.Extensions.Logging;

namespace EdgeKube.Controller.Security.Enrollment;

/// <summary>Makes, lists and deletes tokens.</summary>
internal sealed class TokenHandler(TokenStore tokens, CertificateAuthority authority, TrustedClock clock, AdvertisedAddresses addresses, ILogger<TokenHandler> log)
{
    public async Task<ApiResponse> CreateAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        if (JsonBody.Find(request, TrustJsonContext.Default.TokenRequest, out var refusal) is not { } body)
        {
            return Responses.Of(refusal!);
        }

        if (addresses.All.Count == 0)
        {
            return Responses.Of(Statuses.Failure(409, "Conflict", "there is no TLS door to join by; see the key listen of the controller's configuration"));
        }

        if (TokenRules.Validate(body) is { Count: > 0 } faults)
        {
            return Responses.Of(Statuses.Invalid("Token", "", faults));
        }

        // The doors show certificates of this authority now, so it is the one that the device can check.
        var token = EnrollmentToken.New(authority.Set.Serving.PublicKey);
        if (!await tokens.TryAddAsync(TokenRules.Build(body, token, clock.Read()), cancellationToken))
        {
            return Responses.Of(Statuses.TooManyRequests($"there are {TokenStore.MaxTokens} tokens; delete some with edgectl token delete"));
        }

        EnrollmentLog.TokenCreated(log, token.Id, request.Caller.Name);
        var response = new TokenResponse { Id = token.Id, Token = token.Format(), Command = Command(body, token) };
        return new ApiResponse(201, ApiResponse.Json, JsonBytes.Of(response, TrustJsonContext.Default.TokenResponse));
    }

    public ApiResponse List()
    {
        var list = new TokenList { Items = [.. tokens.List().Select(TokenRules.Describe)] };
        return new ApiResponse(200, ApiResponse.Json, JsonBytes.Of(list, TrustJsonContext.Default.TokenList));
    }

    public async Task<ApiResponse> DeleteAsync(string id, CancellationToken cancellationToken) => await tokens.DeleteAsync(id, cancellationToken)
        ? Responses.Of(new ApiStatus { Status = "Success", Code = 200 })
        : Responses.Of(Statuses.Failure(404, "NotFound", $"token \"{id}\" not found"));

    private string Command(TokenRequest request, EnrollmentToken token)
    {
        var program = request.User is null ? "edgekube-agent join" : "edgectl login";
        return $"{program} {addresses.All[0]} --token {token.Format()}";
    }
}
