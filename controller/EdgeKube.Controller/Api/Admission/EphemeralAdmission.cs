using EdgeKube.Api;

namespace EdgeKube.Controller.Api;

/// <summary>A pod begins without the containers that are only added to one that runs.</summary>
internal sealed class EphemeralAdmission : IAdmission
{
    public ApiResult<ApiObject> Complete(AdmissionRequest request) => request.Object is Pod { Spec.EphemeralContainers.Count: > 0 } pod
        ? Statuses.Invalid(request.Kind, pod.Name, Statuses.ForbiddenField("spec.ephemeralContainers", "cannot be set on create"))
        : request.Object;
}
