using System.Text;

namespace EdgeKube.Controller.Tests.Api.OpenApi;

public sealed class OpenApiProtobufTests : IDisposable
{
    private readonly ApiFixture _api = new();

    [Theory]
    [InlineData("application/com.github.proto-openapi.spec.v2@v1.0+protobuf")]
    [InlineData("application/com.github.proto-openapi.spec.v2.v1.0+protobuf")]
    public async Task Get_AskedForProtobuf_IsGnosticsDocument(string accept)
    {
        var answer = await _api.OpenAsync("/openapi/v2", CancellationToken.None, accept);

        Assert.Equal((200, "application/com.github.proto-openapi.spec.v2.v1.0+protobuf"), (answer.Code, answer.ContentType));
        var fields = Read(answer.Body.Span);
        Assert.Equal("2.0", Encoding.UTF8.GetString(fields.Single(field => field.Number == 1).Value));
        var definitions = Read(fields.Single(field => field.Number == 9).Value).Select(entry => Read(entry.Value)).ToDictionary(entry => Encoding.UTF8.GetString(entry[0].Value), entry => entry[1].Value);
        var pod = Read(definitions["io.k8s.api.core.v1.Pod"]);
        var properties = Read(pod.Single(field => field.Number == 25).Value).Select(entry => Encoding.UTF8.GetString(Read(entry.Value)[0].Value));
        Assert.Contains("spec", properties);
        Assert.Contains(pod, field => field.Number == 31 && Encoding.UTF8.GetString(field.Value).Contains("x-kubernetes-group-version-kind"));
    }

    [Fact]
    public async Task Get_AskedForBoth_IsWhatIsLikedBetter() =>
        Assert.Equal("application/json", (await _api.OpenAsync("/openapi/v2", CancellationToken.None, "application/json, application/com.github.proto-openapi.spec.v2@v1.0+protobuf;q=0.5")).ContentType);

    public void Dispose() => _api.Dispose();

    // Only what the document is made of: texts, messages and flags.
    private static List<(int Number, byte[] Value)> Read(ReadOnlySpan<byte> bytes)
    {
        var fields = new List<(int, byte[])>();
        while (!bytes.IsEmpty)
        {
            var tag = Number(ref bytes);
            var length = Number(ref bytes);
            if ((tag & 7) == 2)
            {
                fields.Add(((int)tag >> 3, bytes[..(int)length].ToArray()));
                bytes = bytes[(int)length..];
            }
        }

        return fields;
    }

    private static long Number(ref ReadOnlySpan<byte> bytes)
    {
        long value = 0;
        for (var shift = 0; ; shift += 7)
        {
            var next = bytes[0];
            bytes = bytes[1..];
            value |= (long)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }
    }
}
