using EdgeKube.Agent.Check;
using EdgeKube.Agent.Configuration;
using EdgeKube.Agent.Pods;
using EdgeKube.Agent.Runtime;
using EdgeKube.Agent.Runtime.Grpc;
using EdgeKube.Agent.Streams.Attach;
using EdgeKube.Agent.Streams.Exec;
using EdgeKube.Agent.Streams.Forward;
using EdgeKube.Agent.Systemd;
using EdgeKube.Agent.Upgrade;
using EdgeKube.Agent.Usage;
using EdgeKube.Link.Streams;

namespace EdgeKube.Agent.Streams;

/// <summary>Every kind of stream that this node serves: add one here.</summary>
internal static class StreamHandlers
{
    public static IReadOnlyDictionary<string, IStreamHandler> Build(
        AgentOptions options, IContainerRuntime runtime, GrpcChannel channel, PodManager pods, NodeCheck check, UpgradeStreams upgrade, UsageMeter usage, Func<TimeSpan> logInterval, TimeProvider time)
    {
        var tasks = new ContainerTasks(channel);
        var (files, states) = (new LogFiles(options.PodLogsDir), new PodContainerStates(pods));
        var log = new AttachedLog(files, states, new LogReader(time) { Interval = logInterval });
        return new Dictionary<string, IStreamHandler>(StringComparer.Ordinal)
        {
            [StreamKinds.Logs] = new LogStreams(files, states, time, logInterval),
            [StreamKinds.Exec] = new ExecStreams(runtime, tasks, Path.Combine(options.RunDir, "exec"), time),
            [StreamKinds.Attach] = new AttachStreams(runtime, tasks, new ContainerAttachments(channel), log),
            [StreamKinds.PortForward] = new ForwardStreams(new PodDialer(runtime, tasks)),
            [StreamKinds.Check] = new CheckStreams(check),
            [StreamKinds.Usage] = new UsageStreams(usage),
            [StreamKinds.Upgrade] = upgrade,
            [StreamKinds.Reboot] = new RebootStreams(),
        };
    }
}
