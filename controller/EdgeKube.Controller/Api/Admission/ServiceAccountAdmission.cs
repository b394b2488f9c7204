using EdgeKube.Api;

namespace EdgeKube.Controller.Api;

/// <summary>A pod runs as a ServiceAccount that is there.</summary>
internal sealed class ServiceAccountAdmission(ObjectReader reader) : IAdmission
{
    public ApiResult<ApiObject> Complete(AdmissionRequest request)
    {
        if (request.Object is not Pod pod)
        {
            return request.Object;
        }

        var name = string.IsNullOrEmpty(pod.Spec?.ServiceAccountName) ? StandardContent.Account : pod.Spec.ServiceAccountName;
        return reader.Find(KindTable.ServiceAccount, pod.Namespace, name) is null
            ? Statuses.Forbidden(request.Kind, pod.Name, $"error looking up service account {pod.Namespace}/{name}: serviceaccount \"{name}\" not found")
            : pod;
    }
}
