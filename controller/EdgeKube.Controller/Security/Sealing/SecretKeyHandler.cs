using EdgeKube.Api;
using EdgeKube.Controller.Api;
using Microsoft.Extensions.Logging;

namespace EdgeKube.Controller.Security.Sealing;

/// <summary><c>POST /edgekube/v1/secrets/rotate</c>.</summary>
internal sealed partial class SecretKeyHandler(SecretKeyRotation rotation, ILogger<SecretKeyHandler> log)
{
    public async Task<ApiResponse> RotateAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        var count = await rotation.RunAsync(cancellationToken);
        Rotated(log, request.Caller.Name, count);
        return Responses.Of(new ApiStatus
        {
            Status = "Success",
            Code = 200,
            Message = $"{count} Secrets are sealed with a new key, and the old one is gone; take a backup, for older copies of the database need the key of then",
        });
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{User} had {Count} Secrets sealed with a new key")]
    private static partial void Rotated(ILogger log, string user, int count);
}
