using EdgeKube.Api;

namespace EdgeKube.Controller.Api;

/// <summary>Conditions and completions of an object beyond what its own fields tell.</summary>
internal interface IAdmission
{
    /// <summary>A new object, completed before it is looked at closely, or why it cannot be.</summary>
    ApiResult<ApiObject> Complete(AdmissionRequest request) => request.Object;

    /// <summary>A valid change, completed before the last word; a change of a subresource does not come here.</summary>
    ApiResult<ApiObject> CompleteUpdate(AdmissionRequest request) => request.Object;

    /// <summary>The last word on a valid object, new or changed; null: it may be stored.</summary>
    ApiStatus? Validate(AdmissionRequest request) => null;
}
