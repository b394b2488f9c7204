using System.Text.Json;
using EdgeKube.Api;
using EdgeKube.Controller.Api;

namespace EdgeKube.Controller.Reconcilers.Certificates;

/// <summary>Decides about CertificateSigningRequests for the one signer there is. Pure.</summary>
internal static class SigningPlanner
{
    /// <summary>Signs certificates of clients of this API, for requests that a person has approved.</summary>
    public const string Signer = "kubernetes.io/kube-apiserver-client";

    private static readonly string[] Usages = ["client auth", "digital signature", "key encipherment"];

    public static SigningPlan Plan(SchemaObject request)
    {
        if (request.Text("spec", "signerName") != Signer
            || !CertificateApproval.Has(request, CertificateApproval.Approved)
            || CertificateApproval.Has(request, CertificateApproval.Denied)
            || CertificateApproval.Has(request, CertificateApproval.Failed)
            || request.Find("status", "certificate") is not null)
        {
            return new SigningPlan.Nothing();
        }

        var usages = request.Texts("spec", "usages");
        if (!usages.Contains("client auth") || usages.Except(Usages).Any())
        {
            return new SigningPlan.Fail($"usages must hold \"client auth\", and beside it only {string.Join(" and ", Usages[1..].Select(GoText.Quote))}");
        }

        if (request.Find("spec", "request") is not { ValueKind: JsonValueKind.String } pem || !pem.TryGetBytesFromBase64(out var bytes))
        {
            return new SigningPlan.Fail("there is no request");
        }

        if (ClientRequest.Read(bytes, out var fault) is not { } asked)
        {
            return new SigningPlan.Fail(fault);
        }

        // Those groups are not given away: they stand for the cluster's own parts and for its administrators.
        return asked.Groups.FirstOrDefault(group => group.StartsWith("system:", StringComparison.Ordinal)) is { } reserved
            ? new SigningPlan.Fail($"group {GoText.Quote(reserved)} cannot be had by request; use edgectl token create")
            : new SigningPlan.Sign(asked, LifeOf(request));
    }

    private static TimeSpan? LifeOf(SchemaObject request) =>
        request.Find("spec", "expirationSeconds") is { ValueKind: JsonValueKind.Number } seconds && seconds.TryGetInt32(out var count) ? TimeSpan.FromSeconds(count) : null;
}
