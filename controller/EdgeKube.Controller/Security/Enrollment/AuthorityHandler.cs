using EdgeKube.Controller.Api;
using EdgeKube.Controller.Security.Pki;
using EdgeKube.Hosting.Options;
using EdgeKube.Link.Trust;
using Microsoft.Extensions.Logging;

namespace EdgeKube.Controller.Security.Enrollment;

/// <summary>Shows the authorities, and rotates them.</summary>
internal sealed class AuthorityHandler(CertificateAuthority authority, ILogger<AuthorityHandler> log)
{
    private static readonly TimeSpan DefaultOverlap = TimeSpan.FromDays(30);
    private static readonly TimeSpan MaxOverlap = TimeSpan.FromDays(3650);

    public ApiResponse Get(int code = 200) =>
        new(code, ApiResponse.Json, JsonBytes.Of(authority.Set.Describe(), TrustJsonContext.Default.AuthorityList));

    public ApiResponse Rotate(ApiRequest request)
    {
        if (JsonBody.Find(request, TrustJsonContext.Default.RotateRequest, out var refusal) is not { } body)
        {
            return Responses.Of(refusal!);
        }

        var overlap = DefaultOverlap;
        if (body.Overlap is { } text && (!Durations.TryParse(text, out overlap) || overlap <= TimeSpan.Zero || overlap > MaxOverlap))
        {
            return Responses.Of(Statuses.BadRequest($"overlap: must be a duration such as 720h, more than 0 and at most {(int)MaxOverlap.TotalHours}h, not \"{text}\""));
        }

        if (!authority.TryRotate(overlap))
        {
            return Responses.Of(Statuses.Failure(409, "Conflict", "a rotation is under way; see edgectl ca"));
        }

        EnrollmentLog.Rotated(log, request.Caller.Name, overlap);
        return Get();
    }
}
