using EdgeKube.Api;

namespace EdgeKube.Controller.Api;

/// <summary>All of them, one after the other; the first refusal counts.</summary>
internal sealed class Admissions(params IReadOnlyList<IAdmission> all)
{
    public ApiResult<ApiObject> Complete(AdmissionRequest request)
    {
        var obj = request.Object;
        foreach (var admission in all)
        {
            var next = request with { Object = obj };
            var completed = request.IsCreate ? admission.Complete(next) : admission.CompleteUpdate(next);
            if (!completed.Succeeded)
            {
                return completed;
            }

            obj = completed.Object;
        }

        return obj;
    }

    public ApiStatus? Validate(AdmissionRequest request) => all.Select(admission => admission.Validate(request)).FirstOrDefault(refusal => refusal is not null);
}
