using EdgeKube.Api;
using EdgeKube.Controller.Api;
using EdgeKube.Controller.Security.Identities;
using EdgeKube.Link;
using Microsoft.Extensions.Logging;

namespace EdgeKube.Controller.Security.Enrollment;

/// <summary>Withdraws identities, and lets other devices take their names.</summary>
internal sealed class IdentityHandler(IdentityStore identities, ILogger<IdentityHandler> log)
{
    /// <summary>Ends whatever sessions there are (<see cref="AccessWatch"/> sees the record change) and refuses the next.</summary>
    public async Task<ApiResponse> RevokeAsync(Caller caller, Identity identity, CancellationToken cancellationToken) => Answer(
        identity,
        "revoked",
        caller,
        await identities.ChangeAsync(identity, record => record with { State = IdentityState.Revoked, IsReplaceable = false }, cancellationToken));

    /// <summary>The next device that enrols under the name gets it, and all that goes with it; until then nothing changes.</summary>
    public async Task<ApiResponse> ReplaceAsync(Caller caller, Identity identity, CancellationToken cancellationToken) => Answer(
        identity,
        "free to be taken by another device",
        caller,
        await identities.ChangeAsync(identity, record => record with { IsReplaceable = true }, cancellationToken));

    private ApiResponse Answer(Identity identity, string what, Caller caller, bool isFound)
    {
        if (!isFound)
        {
            return Responses.Of(Statuses.Failure(404, "NotFound", $"{identity.Kind.ToString().ToLowerInvariant()} \"{identity.Name}\" is not enrolled"));
        }

        EnrollmentLog.IdentityChanged(log, identity.ToString(), what, caller.Name);
        return Responses.Of(new ApiStatus { Status = "Success", Code = 200, Message = $"{identity.Kind.ToString().ToLowerInvariant()} \"{identity.Name}\" is {what}" });
    }
}
