using System.Text;
using System.Text.Json.Nodes;
using EdgeKube.Api;
using EdgeKube.Controller.Api;
using EdgeKube.Controller.Security.Identities;
using EdgeKube.Controller.Security.Pki;
using EdgeKube.Link;

namespace EdgeKube.Controller.Reconcilers.Certificates;

/// <summary>
/// Signs approved CertificateSigningRequests with the cluster's own authority. The certificate is one of <c>user:NAME</c>, as enrolled users have it,
/// and its key is recorded as theirs are: <c>edgectl user revoke</c> ends it.
/// </summary>
internal sealed class CertificateSigner(IResources resources, CertificateAuthority authority, IdentityStore identities, TimeProvider time) : IReconciler<string>
{
    private readonly IResources _resources = resources.As("system:certificate-signer");

    public string Name => "certificatesigningrequest";

    public IReadOnlyList<Kind>? Kinds => [WellKnownKinds.CertificateSigningRequest];

    public IEnumerable<string> KeysOf(ResourceChange change) => change.Type == ResourceChangeType.Deleted ? [] : [change.Name];

    public async Task<ReconcileResult> ReconcileAsync(string key, CancellationToken cancellationToken)
    {
        if (_resources.Find(WellKnownKinds.CertificateSigningRequest, null, key) is not SchemaObject request)
        {
            return ReconcileResult.Done;
        }

        switch (SigningPlanner.Plan(request))
        {
            case SigningPlan.Sign sign:
                var identity = Identity.User(sign.Request.CommonName);
                return identities.Find(identity) is { State: not IdentityState.Active }
                    ? await FailAsync(request, $"{identity} is revoked", cancellationToken)
                    : await SignAsync(request, sign, identity, cancellationToken);
            case SigningPlan.Fail fail:
                return await FailAsync(request, fail.Message, cancellationToken);
            default:
                return ReconcileResult.Done;
        }
    }

    private async Task<ReconcileResult> SignAsync(SchemaObject request, SigningPlan.Sign sign, Identity identity, CancellationToken cancellationToken)
    {
        using var certificate = authority.Issue(identity, sign.Request.Groups, sign.Request.Key, sign.Life);

        // Recorded first: whoever holds the certificate is let in.
        var enrolled = new EnrolledKey
        {
            Hash = sign.Request.Key.Hash,
            Serial = certificate.SerialNumber,
            NotAfter = new DateTimeOffset(certificate.NotAfter.ToUniversalTime()),
            Groups = sign.Request.Groups,
        };
        await identities.AddKeyAsync(identity, enrolled, cancellationToken);
        var pem = Convert.ToBase64String(Encoding.ASCII.GetBytes(certificate.ExportCertificatePem() + "\n"));
        return await WriteAsync(request.Change("status", status => status["certificate"] = pem), cancellationToken);
    }

    private Task<ReconcileResult> FailAsync(SchemaObject request, string message, CancellationToken cancellationToken) => WriteAsync(
        request.Change("status", status =>
        {
            var now = Rfc3339.Format(MetadataRules.WholeSeconds(time.GetUtcNow()));
            var conditions = (status["conditions"] as JsonArray)?.DeepClone().AsArray() ?? [];
            conditions.Add((JsonNode)new JsonObject
            {
                ["type"] = CertificateApproval.Failed,
                ["status"] = "True",
                ["reason"] = "SignerValidationFailure",
                ["message"] = message,
                ["lastUpdateTime"] = now,
                ["lastTransitionTime"] = now,
            });
            status["conditions"] = conditions;
        }),
        cancellationToken);

    private async Task<ReconcileResult> WriteAsync(SchemaObject request, CancellationToken cancellationToken)
    {
        var written = await _resources.UpdateStatusAsync(request, cancellationToken);
        return written.Succeeded || written.IsNotFound ? ReconcileResult.Done : ReconcileResult.TryAgain;
    }
}
