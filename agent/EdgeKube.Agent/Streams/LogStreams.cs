using EdgeKube.Link.Streams;

namespace EdgeKube.Agent.Streams;

/// <summary>Answers a request for a container's log. Messages are Kubernetes'.</summary>
/// <param name="interval">How far apart looks at a followed log are at least.</param>
internal sealed class LogStreams(LogFiles files, IContainerStates states, TimeProvider time, Func<TimeSpan> interval) : IStreamHandler
{
    private readonly LogReader _reader = new(time) { Interval = interval };

    public async Task<StreamEnd> RunAsync(IReadOnlyDictionary<string, string> arguments, INodeStream stream)
    {
        if (LogRequest.Find(arguments) is not { } request)
        {
            return new StreamEnd(StreamEnd.Failed, "the log request has a malformed argument");
        }

        if (files.FindDirectory(request.Namespace, request.Pod, request.Uid, request.Container) is not { } directory
            || LogFiles.Restarts(directory) is not { Count: > 0 } restarts)
        {
            return NotFound(states.TellMissing(request));
        }

        if ((request.Previous ? states.FindPrevious(request, restarts) : restarts[0]) is not { } restart)
        {
            return NotFound($"previous terminated container \"{request.Container}\" in pod \"{request.Pod}\" not found");
        }

        await _reader.ReadAsync(directory, restart, request, () => states.HasEnded(request, restart), stream.WriteAsync, stream.Cancelled);
        return new StreamEnd(StreamEnd.Completed);
    }

    private static StreamEnd NotFound(string message) => new(StreamEnd.NotFound, message);
}
