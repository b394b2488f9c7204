using EdgeKube.Api;

namespace EdgeKube.Cli.Transport;

/// <summary>The server refused a request. The connection stands.</summary>
internal sealed class ApiException(ApiStatus status) : Exception(status.Message)
{
    public ApiStatus Status { get; } = status;

    public bool IsNotFound => Status.Reason == "NotFound" || Status.Code == 404;
}
