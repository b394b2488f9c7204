using System.Globalization;
using EdgeKube.Api;
using EdgeKube.Controller.Api;
using EdgeKube.Link.Streams;

namespace EdgeKube.Controller.Fleet.Streams;

/// <summary>How a stream to a pod ended, in the words that kubectl reads on the error channel. Pure.</summary>
internal static class PodStreamOutcome
{
    public static ApiStatus Of(string node, PodStreamRequest request, StreamEnd? end) => end switch
    {
        { Reason: StreamEnd.Completed, ExitCode: null or 0 } => new ApiStatus { Status = "Success" },
        { Reason: StreamEnd.Completed, ExitCode: { } code } => NonZeroExit(request, code),
        { Reason: StreamEnd.Failed, Error: { Length: > 0 } error } => Statuses.InternalError(error),
        { } other => StreamErrors.Find(node, other)!,
        null => Statuses.InternalError("the stream was given up"),
    };

    private static ApiStatus NonZeroExit(PodStreamRequest request, int code) => new()
    {
        Status = "Failure",
        Reason = "NonZeroExitCode",
        Message = string.Create(CultureInfo.InvariantCulture, $"command terminated with non-zero exit code: error executing command [{string.Join(' ', request.Command)}], exit code {code}"),
        Details = new StatusDetails { Causes = [new StatusCause { Reason = "ExitCode", Message = code.ToString(CultureInfo.InvariantCulture) }] },
    };
}
