using EdgeKube.Api;
using EdgeKube.Controller.Security.Pki;

namespace EdgeKube.Controller.Api;

/// <summary>
/// A pod runs as a ServiceAccount that is there, with its token and with its credentials for registries. Without an authority of its own the API
/// has no door that a token would open, and no volume is added.
/// </summary>
internal sealed class ServiceAccountAdmission(ObjectReader reader, RootCertificate root) : IAdmission
{
    public ApiResult<ApiObject> Complete(AdmissionRequest request)
    {
        // A mirror only shows what runs without any account.
        if (request.Object is not Pod { Spec: { } spec } pod || MirrorPods.FindHash(pod) is not null)
        {
            return request.Object;
        }

        var name = string.IsNullOrEmpty(spec.ServiceAccountName) ? StandardContent.Account : spec.ServiceAccountName;
        if (reader.Find(KindTable.ServiceAccount, pod.Namespace, name) is not ServiceAccount account)
        {
            return Statuses.Forbidden(request.Kind, pod.Name, $"error looking up service account {pod.Namespace}/{name}: serviceaccount \"{name}\" not found");
        }

        if (root.Pem is not null && TokenVolume.IsWanted(spec, account))
        {
            spec = TokenVolume.Add(spec, Random.Shared);
        }

        return pod with { Spec = spec.ImagePullSecrets is { Count: > 0 } ? spec : spec with { ImagePullSecrets = account.ImagePullSecrets } };
    }
}
