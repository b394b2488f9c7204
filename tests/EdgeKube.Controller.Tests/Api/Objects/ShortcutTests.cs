using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using EdgeKube.Api;
using EdgeKube.Controller.Api;
using EdgeKube.Controller.Api.ManagedFields;
using EdgeKube.Controller.Store;
using EdgeKube.Controller.Tests.Api.Kinds;

namespace EdgeKube.Controller.Tests.Api.Objects;

/// <summary>The short ways that requests take say what the long ways say.</summary>
public sealed class ShortcutTests
{
    private const int Mutations = 400;

    // What every object has from the start, as Go's structs have it.
    private static readonly JsonNode Blank = JsonNode.Parse(
        """
        {
          "metadata": {}, "status": {}, "rules": [],
          "template": {"metadata": {}, "spec": {"containers": []}},
          "spec": {
            "containers": [], "strategy": {}, "updateStrategy": {},
            "template": {"metadata": {}, "spec": {"containers": []}},
            "jobTemplate": {"metadata": {}, "spec": {"template": {"metadata": {}, "spec": {"containers": []}}}}
          }
        }
        """)!;

    public static TheoryData<string> Kinds => [.. KindTable.Stored.Select(kind => $"{kind.ApiVersion} {kind.Name}")];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void CreationFields_EveryFieldSet_AreWhatChangesSay(string kindName)
    {
        var (kind, given) = Make(kindName);
        var bare = (JsonObject)given.DeepClone();
        bare.Remove("status");

        var set = UpdateTracking.Strip(FieldChanges.Between(Blank, bare, kind.Schema).Set);

        Assert.Equal(FieldSetJson.Write(set).ToString(), CreationFields.Write(Bytes(given), kind.Schema)?.ToString());
    }

    [Fact]
    public void CreationFields_TwinsAndBareValues_AreWhatChangesSay()
    {
        var given = JsonNode.Parse(
            """{"kind":"Pod","apiVersion":"v1","metadata":{"name":"p"},"spec":{"containers":[{"name":"a","ports":[{"containerPort":1},{"containerPort":1},{"containerPort":2}]}],"securityContext":{}}}""")!;

        var set = UpdateTracking.Strip(FieldChanges.Between(Blank, given, KindTable.Pod.Schema).Set);

        Assert.Equal(FieldSetJson.Write(set).ToString(), CreationFields.Write(Bytes(given), KindTable.Pod.Schema)?.ToString());
        Assert.Null(CreationFields.Write("""{"kind":"Pod","apiVersion":"v1","metadata":{"name":"p"},"spec":{"containers":[]}}"""u8.ToArray(), KindTable.Pod.Schema));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void FindPlain_DocumentsOfEveryKindChangedAtRandom_SaysWhatTheWalkSays(string kindName)
    {
        var (kind, given) = Make(kindName);
        if (kind.File is not null)
        {
            return;
        }

        var (random, plain) = (new Random(7), 0);
        for (var i = 0; i < Mutations; i++)
        {
            var bytes = i == 0 ? Bytes(WithoutTimes(given)) : Mutate(WithoutTimes(given).ToJsonString(), random);
            if (ObjectDecoder.FindPlain(bytes, kind.Content, kind.TypeInfo, kind.Name, kind.ApiVersion) is not { } found)
            {
                continue;
            }

            plain++;
            Assert.True(DocumentReader.TryRead(bytes, out var document, out var fault), fault);
            var walked = ObjectRules.Decode(kind, document!);
            Assert.True(walked.Succeeded, $"{walked.Error?.Message}: {Encoding.UTF8.GetString(bytes)}");
            Assert.Equal(Encoding.UTF8.GetString(ObjectCodec.Encode(walked.Object).Span), Encoding.UTF8.GetString(ObjectCodec.Encode(found).Span));
        }

        Assert.True(plain > 0, "no document took the short way");
    }

    [Theory]
    [InlineData("""{"kind":"Pod"}""")]
    [InlineData("""{"apiVersion":"v2"}""")]
    [InlineData("""{"data":{}}""")]
    [InlineData("""{"data":{"a":"1","a":"2"}}""")]
    [InlineData("""{"data":null}""")]
    [InlineData("""{"data":{"a":"\ud800"}}""")]
    [InlineData("""{"data":{"a":"1"}} {}""")]
    [InlineData("""{"data":{"a":"1"}""")]
    [InlineData("""{"data":{"a":"1"},"data":{"b":"1"}}""")]
    [InlineData("""{"dat\u0061":{"a":"1"}}""")]
    [InlineData("""{"immutable":1}""")]
    [InlineData("kind: ConfigMap")]
    [InlineData("")]
    public void FindPlain_NotCertain_TakesTheLongWay(string json) =>
        Assert.Null(ObjectDecoder.FindPlain(Encoding.UTF8.GetBytes(json), KindTable.ConfigMap.Content, KindTable.ConfigMap.TypeInfo, "ConfigMap", "v1"));

    [Fact]
    public void FindPlain_WhatClientsSend_TakesTheShortWay() => Assert.NotNull(ObjectDecoder.FindPlain(
        """
        {"kind":"Pod","apiVersion":"v1","metadata":{"name":"p","creationTimestamp":null,"labels":{"app":"a"}},
         "spec":{"containers":[{"name":"main","image":"i","args":["a\n\"b\""],"resources":{"requests":{"cpu":"10m"}},"ports":[{"containerPort":80}]}]},"status":{}}
        """u8,
        KindTable.Pod.Content,
        KindTable.Pod.TypeInfo,
        "Pod",
        "v1"));

    [Theory]
    [MemberData(nameof(Kinds))]
    public void StoredJson_EveryFieldSet_IsWhatTheSerializerWrites(string kindName)
    {
        var (kind, given) = Make(kindName);
        Assert.True(DocumentReader.TryRead(Bytes(given), out var document, out var fault), fault);
        var obj = ObjectRules.Decode(kind, document!).Object!;
        var entry = new StoreEntry(kind.KeyOf(obj), ObjectCodec.EncodeForStore(obj), 3, 12_345);
        var expected = Encoding.UTF8.GetString(ObjectCodec.Encode(ObjectCodec.DecodeFromStore(kind, entry.Value, 12_345)).Span);
        var output = new ArrayBufferWriter<byte>();

        StoredJson.Write(output, entry);

        Assert.Equal(expected, Encoding.UTF8.GetString(output.WrittenSpan));
        Assert.Equal($$"""{"type":"ADDED","object":{{expected}}}""", Encoding.UTF8.GetString(StoredJson.Event("ADDED", entry, 12_345).Span));
        Assert.Equal($"[{expected},{expected}]}}", Encoding.UTF8.GetString(StoredJson.List("["u8, [entry, entry]).Span));
    }

    private static (Kind Kind, JsonObject Object) Make(string kindName)
    {
        var kind = KindTable.All.Single(kind => $"{kind.ApiVersion} {kind.Name}" == kindName);
        return (kind, FullObject.Of(kind.ApiVersion, kind.Name, kind.Content));
    }

    private static byte[] Bytes(JsonNode node) => Encoding.UTF8.GetBytes(node.ToJsonString());

    // Times, and what may be anything, always go the long way.
    private static JsonNode WithoutTimes(JsonNode node)
    {
        var clone = node.DeepClone();
        Strip(clone);
        return clone;
    }

    private static void Strip(JsonNode? node)
    {
        if (node is JsonObject fields)
        {
            foreach (var name in fields.Where(field => field.Value is JsonValue value && value.GetValueKind() == JsonValueKind.String && Rfc3339Like(value)).Select(field => field.Key).Append("fieldsV1").ToArray())
            {
                fields.Remove(name);
            }

            foreach (var (_, below) in fields)
            {
                Strip(below);
            }
        }
        else if (node is JsonArray items)
        {
            foreach (var item in items)
            {
                Strip(item);
            }
        }
    }

    private static bool Rfc3339Like(JsonValue value) => value.GetValue<string>() is { Length: >= 20 } text && text[4] == '-' && text[10] == 'T';

    // One to three letters become others: most of it is still JSON, and some of it the schema's.
    private static byte[] Mutate(string json, Random random)
    {
        const string Letters = "{}[]\",:0123456789-truefalsn\\u ";
        var letters = json.ToCharArray();
        for (var n = random.Next(1, 4); n > 0; n--)
        {
            letters[random.Next(letters.Length)] = Letters[random.Next(Letters.Length)];
        }

        return Encoding.UTF8.GetBytes(new string(letters));
    }
}
