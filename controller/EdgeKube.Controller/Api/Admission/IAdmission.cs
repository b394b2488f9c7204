using EdgeKube.Api;

namespace EdgeKube.Controller.Api;

/// <summary>One condition or completion of a new object, beyond what its own fields tell.</summary>
internal interface IAdmission
{
    /// <summary>The object, completed, or why it cannot be.</summary>
    ApiResult<ApiObject> Admit(Kind kind, ApiObject obj);
}
