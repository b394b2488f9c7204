using System.Text;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace EdgeKube.Api.Tests.Protobuf;

public sealed class ProtobufDecoderTests
{
    private static readonly JsonTypeInfo[] Kinds =
    [
        CoreJsonContext.Default.Namespace, CoreJsonContext.Default.Node, CoreJsonContext.Default.Pod, CoreJsonContext.Default.ConfigMap,
        CoreJsonContext.Default.Secret, CoreJsonContext.Default.Event, AppsJsonContext.Default.Deployment, AppsJsonContext.Default.ReplicaSet,
        RbacJsonContext.Default.Role, RbacJsonContext.Default.ClusterRole, RbacJsonContext.Default.RoleBinding, RbacJsonContext.Default.ClusterRoleBinding,
        MetaJsonContext.Default.DeleteOptions, CoreJsonContext.Default.ServiceAccount, QuotaJsonContext.Default.ResourceQuota, QuotaJsonContext.Default.LimitRange,
        AuthorizationJsonContext.Default.SelfSubjectAccessReview, AuthorizationJsonContext.Default.SubjectAccessReview,
        AuthorizationJsonContext.Default.LocalSubjectAccessReview, AuthorizationJsonContext.Default.SelfSubjectRulesReview,
        AuthenticationJsonContext.Default.SelfSubjectReview, AuthenticationJsonContext.Default.TokenReview, AuthenticationJsonContext.Default.ServiceAccountTokenRequest,
    ];

    [Fact]
    public void TryDecode_ConfigMap_IsItsJson()
    {
        byte[] metadata = [.. Text(1, "cm"), .. Text(3, ""), .. Bytes(8, []), .. Bytes(11, [.. Text(1, "a"), .. Text(2, "b")])];
        byte[] map = [.. Bytes(1, metadata), .. Bytes(2, [.. Text(1, "k"), .. Text(2, "ü")]), .. Bytes(3, [.. Text(1, "bin"), .. Bytes(2, [1, 2])]), .. Number(4, 1)];

        Assert.Equal(
            """{"kind":"ConfigMap","apiVersion":"v1","metadata":{"name":"cm","labels":{"a":"b"}},"data":{"k":"ü"},"binaryData":{"bin":"AQI="},"immutable":true}""",
            Decode("v1", "ConfigMap", map));
    }

    [Fact]
    public void TryDecode_Deployment_KeepsNumbersAndReadsNestedTypes()
    {
        byte[] container = [.. Text(1, "c"), .. Bytes(8, Bytes(1, [.. Text(1, "cpu"), .. Bytes(2, Text(1, "100m"))])), .. Number(16, 0)];
        byte[] template = [.. Bytes(1, []), .. Bytes(2, Bytes(2, container))];
        byte[] strategy = Bytes(2, [.. Bytes(1, [.. Number(1, 0), .. Number(2, 2)]), .. Bytes(2, [.. Number(1, 1), .. Text(3, "25%")])]);
        byte[] spec = [.. Number(1, 0), .. Bytes(3, template), .. Bytes(4, strategy)];
        var spoken = JsonNode.Parse(Decode("apps/v1", "Deployment", Bytes(2, spec)))!["spec"]!;

        Assert.Equal(0, (int)spoken["replicas"]!);
        Assert.Equal("100m", (string)spoken["template"]!["spec"]!["containers"]![0]!["resources"]!["limits"]!["cpu"]!);
        Assert.Equal("""{"maxUnavailable":2,"maxSurge":"25%"}""", spoken["strategy"]!["rollingUpdate"]!.ToJsonString());
    }

    [Fact]
    public void TryDecode_FieldNothingActsOn_KeepsItsNameForTheRefusal()
    {
        byte[] spec = [.. Bytes(1, [.. Text(1, "v"), .. Bytes(2, Bytes(7, Text(1, "server")))]), .. Number(12, 1)];

        Assert.Equal("""{"volumes":[{"name":"v","nfs":{}}],"hostPID":true}""", JsonNode.Parse(Decode("v1", "Pod", Bytes(2, spec)))!["spec"]!.ToJsonString());
    }

    [Theory]
    [InlineData(new byte[] { 1, 2, 3 })]
    [InlineData(new byte[] { (byte)'k', (byte)'8', (byte)'s', 0, 0x12, 0x7F })]
    [InlineData(new byte[] { (byte)'k', (byte)'8', (byte)'s', 0, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF })]
    public void TryDecode_Garbage_IsAFault(byte[] body)
    {
        Assert.False(ProtobufDecoder.TryDecode(body, FindType, out _, out var fault));
        Assert.NotNull(fault);
    }

    [Fact]
    public void TryDecode_UnknownNumber_IsAFault() => Assert.Throws<InvalidDataException>(() => Decode("v1", "ConfigMap", Text(77, "x")));

    [Fact]
    public void TryDecode_Mutated_NeverThrows()
    {
        var random = new Random(4);
        var whole = Envelope("v1", "Pod", Bytes(2, Bytes(2, [.. Text(1, "c"), .. Text(2, "i"), .. Bytes(6, Number(3, 80))])));
        for (var i = 0; i < 20_000; i++)
        {
            var mutated = whole.ToArray();
            mutated[random.Next(mutated.Length)] = (byte)random.Next(256);
            ProtobufDecoder.TryDecode(mutated.AsSpan(0, random.Next(mutated.Length + 1)), FindType, out _, out _);
        }
    }

    [Fact]
    public void Schema_EveryFieldOfEveryRecord_HasANumber()
    {
        var missing = Kinds.SelectMany(kind => Reach(SchemaType.Of(kind), []))
            .SelectMany(type => type.ImplementedFields.Where(field => field.Number == 0).Select(field => $"{type.Name}.{field.Name}"))
            .Where(name => name.Split('.') is [var type, "kind" or "apiVersion"] ? type == "ObjectReference" : true)
            .Distinct();

        Assert.Empty(missing);
    }

    private static IEnumerable<SchemaType> Reach(SchemaType type, HashSet<Type> seen)
    {
        if (type.Element is { } element)
        {
            return Reach(element, seen);
        }

        return type.Record is { } record && seen.Add(record) ? [type, .. type.Fields.SelectMany(field => Reach(field.Type, seen))] : [];
    }

    private static string Decode(string apiVersion, string kind, byte[] raw) =>
        ProtobufDecoder.TryDecode(Envelope(apiVersion, kind, raw), FindType, out var json, out var fault)
            ? JsonNode.Parse(json.Span)!.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping })
            : throw new InvalidDataException(fault);

    private static SchemaType? FindType(string kind, string apiVersion) => Kinds.FirstOrDefault(type => type.Type.Name == kind) is { } found ? SchemaType.Of(found) : null;

    private static byte[] Envelope(string apiVersion, string kind, byte[] raw) =>
        [.. "k8s\0"u8, .. Bytes(1, [.. Text(1, apiVersion), .. Text(2, kind)]), .. Bytes(2, raw), .. Text(3, ""), .. Text(4, "")];

    private static byte[] Text(int number, string text) => Bytes(number, Encoding.UTF8.GetBytes(text));

    private static byte[] Bytes(int number, byte[] content) => [.. Varint((ulong)((number << 3) | 2)), .. Varint((ulong)content.Length), .. content];

    private static byte[] Number(int number, long value) => [.. Varint((ulong)(number << 3)), .. Varint((ulong)value)];

    private static byte[] Varint(ulong value)
    {
        var bytes = new List<byte>();
        do
        {
            bytes.Add((byte)((value & 0x7F) | (value > 0x7F ? 0x80u : 0)));
            value >>= 7;
        }
        while (value > 0);
        return [.. bytes];
    }
}
