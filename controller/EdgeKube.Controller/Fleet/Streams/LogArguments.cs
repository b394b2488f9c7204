using System.Globalization;
using EdgeKube.Api;
using EdgeKube.Controller.Api;

namespace EdgeKube.Controller.Fleet.Streams;

/// <summary>The request for a log as the node gets it. Pure.</summary>
internal static class LogArguments
{
    public static IReadOnlyDictionary<string, string> Build(Pod pod, PodLogOptions options, DateTimeOffset now)
    {
        var arguments = new Dictionary<string, string>
        {
            ["namespace"] = pod.Namespace,
            ["pod"] = pod.Name,
            ["uid"] = MirrorPods.UidOnNode(pod),
            ["container"] = options.Container,
        };
        Flag("follow", options.Follow);
        Flag("previous", options.Previous);
        Flag("timestamps", options.Timestamps);
        Number("tailLines", options.TailLines);
        Number("sinceSeconds", options.SinceSeconds ?? SecondsSince(options.SinceTime, now));
        if (options.SinceTime is { } since)
        {
            // Whoever names a time has it from a log, as a rule: it is of the node's clock, and compared with what that wrote.
            arguments["sinceTime"] = since.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);
        }

        Number("limitBytes", options.LimitBytes);
        return arguments;

        void Flag(string name, bool value)
        {
            if (value)
            {
                arguments[name] = "true";
            }
        }

        void Number(string name, long? value)
        {
            if (value is { } number)
            {
                arguments[name] = number.ToString(CultureInfo.InvariantCulture);
            }
        }
    }

    // For nodes that do not know sinceTime yet.
    private static long? SecondsSince(DateTimeOffset? time, DateTimeOffset now) =>
        time is { } since ? Math.Max(1, (long)Math.Ceiling((now - since).TotalSeconds)) : null;
}
