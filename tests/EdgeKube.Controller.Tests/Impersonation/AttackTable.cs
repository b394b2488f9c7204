using System.Text;
using EdgeKube.Link;
using EdgeKube.Link.Frames;
using EdgeKube.Mqtt;

namespace EdgeKube.Controller.Tests.Impersonation;

/// <summary>What is tried, as a cross product. What must come of it follows from the table alone: nothing of another's is reached.</summary>
internal static class AttackTable
{
    /// <summary>Names below which there is something to gain, and names that only look like them.</summary>
    public static readonly string[] Names =
    [
        "node:n1", "node:n2", "node:n3", "node:n4", "user:admin", "user:eve", "user:carl", "user:vic",
        "node:n10", "node:n", "node:n1.", "node:N2", "Node:n2", "node:n2 ", " node:n2", "user:admin2", "user:Admin", "user:ad\u200bmin",
        "edgekube-controller", "controller", "enroll:0123456789abcdef", "node:", "user:", ":n2", "node:n2:", "node:n2:x", "system:masters", "$share",
    ];

    private static readonly string[] Leaves =
        ["up", "up/stream", "down", "down/stream", "gone", "request", "apply", "results", "answers", "answers/1", "x/request", "../user:admin/request"];

    private static readonly string[] Strange =
    [
        "a", "edgekube", "edgekube/v1", "edgekube/v1/", "edgekube/v1//up", "edgekube/v2/node:n2/up", "/edgekube/v1/node:n2/up", "EDGEKUBE/v1/node:n2/up",
        "edgekube//v1/node:n2/up", "edgekube/v1/node:n2", "edgekube/v1/user:admin", "$SYS/broker/uptime", "$share/g/edgekube/v1/node:n2/up", "edgekube/v1/node:n2/" + "x",
    ];

    private static readonly string[] Filters =
    [
        "edgekube/v1/{0}/#", "edgekube/v1/{0}/+", "edgekube/v1/{0}/+/stream", "edgekube/+/{0}/up", "+/v1/{0}/request", "+/+/{0}/#", "$share/g/edgekube/v1/{0}/#",
    ];

    private static readonly string[] Wildcards =
        ["#", "+", "+/#", "+/+/+/#", "edgekube/#", "edgekube/v1/#", "edgekube/v1/+", "edgekube/v1/+/#", "edgekube/v1/+/up", "edgekube/v1/+/down", "$SYS/#", "$share/g/#", "$share/g/edgekube/v1/+/#"];

    public static IReadOnlyList<string> Topics { get; } = [.. Names.SelectMany(name => Leaves.Select(leaf => $"edgekube/v1/{name}/{leaf}")), .. Strange];

    public static IReadOnlyList<string> Subscriptions { get; } =
        [.. Topics, .. Names.SelectMany(name => Filters.Select(filter => string.Format(System.Globalization.CultureInfo.InvariantCulture, filter, name))), .. Wildcards];

    /// <summary>Words that would do harm, if they counted as the victim's.</summary>
    public static IReadOnlyList<MqttMessage> Payloads { get; } =
    [
        new("x", Encoding.UTF8.GetBytes("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: owned}\n")),
        new("x", FrameCodec.Encode(new(7, new Frame.Hello(1, 1, [], "n2", "0", "boot", null, null, null)))),
        new("x", FrameCodec.Encode(new(7, new Frame.Goodbye(GoodbyeReason.Left, "gone")))),
        new("x", default) { UserProperties = [new("method", "DELETE"), new("path", "/api/v1/nodes/n2")] },
        new("x", Encoding.UTF8.GetBytes("""{"kind":"node","name":"n2"}""")) { UserProperties = [new("method", "POST"), new("path", "/edgekube/v1/tokens")] },
    ];

    /// <summary>Requests that none of the attackers may make.</summary>
    public static IReadOnlyList<(string Method, string Path, string Body)> Requests { get; } =
    [
        .. from path in (string[])
            [
                "/api/v1/secrets", "/api/v1/namespaces/default/secrets/canary", "/api/v1/namespaces/default/configmaps", "/api/v1/nodes", "/api/v1/nodes/n2",
                "/api/v1/namespaces/default/pods/web", "/api/v1/namespaces/default/pods/web/log", "/apis/apps/v1/deployments", "/metrics", "/edgekube/v1/tokens", "/edgekube/v1/ca",
                "/edgekube/v1/nodes/n2/revoke", "/edgekube/v1/nodes/n2/replace", "/edgekube/v1/ca/rotate",
            ]
           from method in (string[])["GET", "POST", "PUT", "PATCH", "DELETE"]
           select (method, path, "{}"),
    ];

    public static bool IsOwn(Identity attacker, string topic) => topic.StartsWith($"edgekube/v1/{attacker}/", StringComparison.Ordinal);

    public static MqttMessage Request(Identity sender, string method, string path, string body) => new(Link.Topics.Request(sender), Encoding.UTF8.GetBytes(body))
    {
        ResponseTopic = Link.Topics.Answers(sender),
        UserProperties = [new("method", method), new("path", path)],
    };
}
