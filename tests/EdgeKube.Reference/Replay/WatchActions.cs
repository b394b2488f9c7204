using System.Text.RegularExpressions;

namespace EdgeKube.Reference.Replay;

/// <summary>What the recordings of watches say was done meanwhile, as requests.</summary>
internal static partial class WatchActions
{
    public const string Namespace = "/api/v1/namespaces/rec-api-w";
    public const string ConfigMaps = Namespace + "/configmaps";
    private const string Pods = Namespace + "/pods";

    public static async Task RunAsync(ControllerProcess controller, string action)
    {
        var (method, path, body) = Request(action);
        var answer = await controller.SendAsync(method, path, body, method == "PATCH" ? "application/merge-patch+json" : null);
        Assert.True(answer.Code is 200 or 201, $"{action}: {answer.Text}");
    }

    public static string Object(string name, string metadata = "") => $$$"""{"metadata":{"name":"{{{name}}}"{{{metadata}}} },"data":{"a":"1"}}""";

    private static (string Method, string Path, string? Body) Request(string action) => action switch
    {
        "create pod p1 (Pending)" => ("POST", Pods, """{"metadata":{"name":"p1"},"spec":{"containers":[{"name":"a","image":"b"}]}}"""),
        "delete p1" => ("DELETE", Pods + "/p1?gracePeriodSeconds=0", null),
        "create f1 with finalizer" => ("POST", ConfigMaps, Object("f1", ""","finalizers":["example.com/f"]""")),
        "remove finalizer" => ("PATCH", ConfigMaps + "/f1", """{"metadata":{"finalizers":null}}"""),
        "DELETE collection labelSelector=dc=1" => ("DELETE", ConfigMaps + "?labelSelector=dc%3D1", null),
        _ when Status().Match(action) is { Success: true } status => ("PATCH", Pods + "/p1/status", $$$"""{"status":{"phase":"{{{status.Groups[1].Value}}}"} }"""),
        _ when Delete().Match(action) is { Success: true } delete => ("DELETE", $"{ConfigMaps}/{delete.Groups[1].Value}", null),
        _ when Create().Match(action) is { Success: true } create => ("POST", ConfigMaps, Object(create.Groups[1].Value, Labels(create.Groups[2].Value, create.Groups[3].Value))),
        _ when Label().Match(action) is { Success: true } label =>
            ("PATCH", $"{ConfigMaps}/{label.Groups[1].Value}", $$$"""{"metadata":{"labels":{"{{{label.Groups[2].Value}}}":"{{{label.Groups[3].Value}}}"} } }"""),
        "t1 data change" => ("PATCH", ConfigMaps + "/t1", """{"data":{"a":"9"}}"""),
        "merge-patch c1 data.a=2" or "merge-patch c1 no change" => ("PATCH", ConfigMaps + "/c1", """{"data":{"a":"2"}}"""),
        _ => throw new InvalidOperationException($"a recording does \"{action}\", which is not known here"),
    };

    private static string Labels(string key, string value) => key.Length == 0 ? "" : $$$""","labels":{"{{{key}}}":"{{{value}}}"}""";

    [GeneratedRegex(@"^status\.phase=(\w+)$")]
    private static partial Regex Status();

    [GeneratedRegex(@"^delete (\w+)$")]
    private static partial Regex Delete();

    [GeneratedRegex(@"^create (\w+)(?: labels (\w+)=(\w+)| \((\w+)=(\w+)\))?$")]
    private static partial Regex Create();

    [GeneratedRegex(@"^(\w+) (\w+)=(\w+)$")]
    private static partial Regex Label();
}
