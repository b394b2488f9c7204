using EdgeKube.Api;
using EdgeKube.Controller.Api;
using EdgeKube.Controller.Backup;
using EdgeKube.Controller.Fleet.Operations;
using EdgeKube.Controller.Security.Sealing;
using EdgeKube.Link;
using EdgeKube.Link.Trust;

namespace EdgeKube.Controller.Security.Enrollment;

/// <summary>The operations of trust, <c>/edgekube/v1/…</c>: paths that are no resources. The pipeline has authorized the caller.</summary>
internal sealed class TrustApi(
    CertificateHandler certificates,
    TokenHandler tokens,
    IdentityHandler identities,
    AuthorityHandler authorities,
    BackupHandler backup,
    SecretKeyHandler secrets,
    NodeOperations operations,
    Func<string, CancellationToken, Task<ApiStatus?>> resolve) : ITrustApi
{
    public async Task<ApiResponse> HandleAsync(ApiRequest request, ApiPath path, CancellationToken cancellationToken) =>
        (request.Method, path.Raw[TrustPaths.Root.Length..].Split('/')) switch
        {
            ("POST", ["certificates"]) => await certificates.HandleAsync(request, cancellationToken),
            ("POST", ["tokens"]) => await tokens.CreateAsync(request, cancellationToken),
            ("GET", ["tokens"]) => tokens.List(),
            ("DELETE", ["tokens", var id]) => await tokens.DeleteAsync(id, cancellationToken),
            ("POST", ["nodes", var name, "revoke"]) when Identity.IsNodeName(name) => await identities.RevokeAsync(request.Caller, Identity.Node(name), cancellationToken),
            ("POST", ["nodes", var name, "replace"]) when Identity.IsNodeName(name) => await identities.ReplaceAsync(request.Caller, Identity.Node(name), cancellationToken),
            ("POST", ["nodes", var name, "resolve"]) when Identity.IsNodeName(name) => await ResolveAsync(name, cancellationToken),
            ("GET", ["nodes", var name, "check"]) when Identity.IsNodeName(name) => await operations.CheckAsync(name, cancellationToken),
            ("POST", ["nodes", var name, "upgrade"]) when Identity.IsNodeName(name) => await operations.UpgradeAsync(name, path, cancellationToken),
            ("POST", ["nodes", var name, "reboot"]) when Identity.IsNodeName(name) => await operations.Reboot.RunAsync(name, path, cancellationToken),
            ("GET", ["packages"]) => operations.Packages.List(),
            ("PUT", ["packages", var file]) => operations.Packages.Put(file, request, path),
            ("DELETE", ["packages", var file]) => operations.Packages.Delete(file),
            ("POST", ["users", var name, "revoke"]) when Identity.IsName(name) => await identities.RevokeAsync(request.Caller, Identity.User(name), cancellationToken),
            ("POST", ["users", var name, "replace"]) when Identity.IsName(name) => await identities.ReplaceAsync(request.Caller, Identity.User(name), cancellationToken),
            ("GET", ["ca"]) => authorities.Get(),
            ("GET", ["backup"]) => backup.Get(request.Caller),
            ("POST", ["secrets", "rotate"]) => await secrets.RotateAsync(request, cancellationToken),
            ("POST", ["ca", "rotate"]) => authorities.Rotate(request),
            _ => Responses.Of(Statuses.NoSuchResource()),
        };

    private async Task<ApiResponse> ResolveAsync(string node, CancellationToken cancellationToken) => Responses.Of(
        await resolve(node, cancellationToken)
            ?? new ApiStatus { Status = "Success", Code = 200, Message = $"node \"{node}\" is told to take this controller's view" });
}
