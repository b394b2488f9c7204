using EdgeKube.Agent.Streams.Exec;
using EdgeKube.Link.Streams;

namespace EdgeKube.Agent.Streams.Attach;

/// <summary>
/// What a container without a terminal writes, from now on: its log. containerd's own attaching ends the input of a container with stdinOnce as
/// soon as anybody attaches without one, and cannot end the input and go on with the outputs.
/// </summary>
internal sealed class AttachedLog(LogFiles files, IContainerStates states, LogReader reader)
{
    /// <summary>Sends the outputs that are wanted, each on its channel, until this run of the container has ended.</summary>
    public async Task RunAsync(StreamTarget target, INodeStream stream)
    {
        if (files.FindDirectory(target.Namespace, target.Pod, target.Uid, target.Container) is not { } directory || LogFiles.Restarts(directory) is not [var restart, ..])
        {
            throw new IOException($"container \"{target.Container}\" has no log to follow");
        }

        await Task.WhenAll(
            target.Stdout ? FollowAsync(StreamChannels.Stdout) : Task.CompletedTask,
            target.Stderr ? FollowAsync(StreamChannels.Stderr) : Task.CompletedTask);

        Task FollowAsync(byte channel)
        {
            var request = new LogRequest(target.Namespace, target.Pod, target.Uid, target.Container, Follow: true, Previous: false, Timestamps: false, TailLines: 0, null, null)
            {
                Errors = channel == StreamChannels.Stderr,
            };
            return reader.ReadAsync(directory, restart, request, () => states.HasEnded(request, restart), (bytes, _) => SendAsync(channel, bytes), stream.Cancelled);
        }

        async ValueTask SendAsync(byte channel, ReadOnlyMemory<byte> bytes)
        {
            foreach (var record in StreamRecord.Split(channel, bytes))
            {
                await stream.WriteAsync(record);
            }
        }
    }
}
