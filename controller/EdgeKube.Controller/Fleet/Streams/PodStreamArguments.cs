using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using EdgeKube.Api;
using EdgeKube.Controller.Api;
using EdgeKube.Link.Streams;

namespace EdgeKube.Controller.Fleet.Streams;

/// <summary>The request for a stream to a pod as the node gets it. Pure.</summary>
internal static class PodStreamArguments
{
    public static IReadOnlyDictionary<string, string> Build(Pod pod, PodStreamRequest request)
    {
        var arguments = new Dictionary<string, string> { ["namespace"] = pod.Namespace, ["pod"] = pod.Name, ["uid"] = MirrorPods.UidOnNode(pod) };
        if (request.Container.Length > 0)
        {
            arguments["container"] = request.Container;
        }

        if (request.Port is { } port)
        {
            arguments["port"] = port.ToString(CultureInfo.InvariantCulture);
        }

        Flag("stdin", request.Stdin);
        Flag("stdout", request.Stdout);
        Flag("stderr", request.Stderr);
        Flag("tty", request.Tty);
        return arguments;

        void Flag(string name, bool value)
        {
            if (value)
            {
                arguments[name] = "true";
            }
        }
    }

    /// <summary>What is sent before all else.</summary>
    public static IEnumerable<StreamRecord> Begin(PodStreamRequest request)
    {
        if (request.Kind != StreamKinds.Exec)
        {
            return [];
        }

        var words = new JsonArray([.. request.Command.Select(word => (JsonNode)word)]);
        return StreamRecord.Split(StreamChannels.Command, Encoding.UTF8.GetBytes(words.ToJsonString())).Append(new StreamRecord(StreamChannels.Command, default));
    }
}
