using EdgeKube.Api;
using EdgeKube.Controller.Api;
using EdgeKube.Link.Streams;

namespace EdgeKube.Controller.Fleet.Streams;

/// <summary>Why a stream ended, in the API's words. Pure.</summary>
internal static class StreamErrors
{
    /// <summary>Null when it ended as it should.</summary>
    public static ApiStatus? Find(string node, StreamEnd end) => end.Reason switch
    {
        StreamEnd.Completed => null,
        StreamEnd.Disconnected => NotConnected(node),

        // As the kubelet's answer for containers without a log; that the pod and the container exist was checked before.
        StreamEnd.NotFound => Statuses.BadRequest(end.Error),
        StreamEnd.Refused => Statuses.TooManyRequests($"node \"{node}\": {end.Error}"),
        _ => Statuses.InternalError($"node \"{node}\": {(end.Error.Length > 0 ? end.Error : end.Reason)}"),
    };

    public static ApiStatus NotConnected(string node) => Statuses.Unavailable($"node \"{node}\" is not connected");

    public static ApiStatus TooSlow(string node) => Statuses.Failure(504, "Timeout", $"node \"{node}\" did not answer in time");
}
