using System.Text;

namespace EdgeKube.EndToEnd.Serving;

/// <summary>Bodies that nobody means well with, and what must be answered.</summary>
internal static class HostileBodies
{
    private const string Json = "application/json";
    private const string Yaml = "application/yaml";

    public static IReadOnlyDictionary<string, HostileBody> All { get; } = new Dictionary<string, HostileBody>
    {
        ["over 3 MiB"] = new(Json, Text($$$"""{"data":{"x":"{{{new string('x', 3 << 20)}}}"}}"""), 413, "limit is 3145728"),
        ["empty"] = new(Json, [], 400, "the request has no body"),
        ["JSON nested deeply"] = new(Json, Text(new string('[', 200_000)), 400, "unrecognized"),
        ["JSON objects nested deeply"] = new(Json, Text(string.Concat(Enumerable.Repeat("{\"a\":", 100_000))), 400, "unrecognized"),
        ["YAML nested deeply"] = new(Yaml, Text(new string('[', 200_000)), 400, "unrecognized"),
        ["YAML indented deeply"] = new(Yaml, Text(string.Concat(Enumerable.Range(0, 1500).Select(i => new string(' ', i) + "a:\n"))), 400, "unrecognized"),
        ["YAML alias bomb"] = new(Yaml, Text(Bomb()), 400, "unrecognized"),
        ["YAML alias of itself"] = new(Yaml, Text("apiVersion: v1\nkind: ConfigMap\nmetadata: &a {name: x, labels: *a}\n"), 400, "unrecognized"),
        ["JSON cut off"] = new(Json, Text("""{"metadata":{"name":"x"},"data":{"""), 400, "unrecognized"),
        ["invalid UTF-8"] = new(Json, [.. "{\"metadata\":{\"name\":\"x\"},\"data\":{\"k\":\""u8, 0xff, 0xfe, .. "\"}}"u8], 400, "unrecognized"),
        ["lone surrogate"] = new(Json, Text("""{"metadata":{"name":"x"},"data":{"k":"\ud800"}}"""), 400, "unrecognized"),
        ["not JSON at all"] = new(Json, [0x00, 0x01, 0x02, 0x7f], 400, "unrecognized"),
        ["protobuf cut off"] = new("application/vnd.kubernetes.protobuf", [.. "k8s\0"u8, 0x0a, 0xff, 0xff, 0xff, 0xff, 0x07], 400, "unrecognized"),
        ["protobuf without its mark"] = new("application/vnd.kubernetes.protobuf", Text("nonsense"), 400, "unrecognized"),
        ["wrong content type"] = new("text/html", Text("<html/>"), 415, "the body of the request was in an unknown format"),
        ["content type that is none"] = new("a/b/c;;;", Text("{}"), 415, "the body of the request was in an unknown format"),
        ["duplicate key, strictly"] = new(Json, Text("""{"metadata":{"name":"x"},"data":{"k":"1","k":"2"}}"""), 400, "duplicate field") { Query = "?fieldValidation=Strict" },
        ["number out of range"] = new(Json, Text("""{"metadata":{"name":"x","generation":1e400}}"""), 400, "metadata.generation: Invalid value: 1e400"),
    };

    private static string Bomb()
    {
        var text = new StringBuilder("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: x}\ndata:\n  a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n");
        for (var i = 1; i < 30; i++)
        {
            text.Append($"  a{i}: &a{i} [{string.Join(',', Enumerable.Repeat($"*a{i - 1}", 10))}]\n");
        }

        return text.ToString();
    }

    private static byte[] Text(string text) => Encoding.UTF8.GetBytes(text);
}
