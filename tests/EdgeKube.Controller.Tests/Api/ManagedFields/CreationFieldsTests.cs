using System.Text;
using EdgeKube.Controller.Api;
using EdgeKube.Controller.Api.ManagedFields;

namespace EdgeKube.Controller.Tests.Api.ManagedFields;

public sealed class CreationFieldsTests
{
    private const string Pod = """{"apiVersion":"v1","kind":"Pod","metadata":{"name":"p","labels":{"b":"1","a":"2"}},"spec":{"containers":[{"name":"m","image":"i"}]}}""";

    private const string Fields = """{"f:metadata":{"f:labels":{".":{},"f:a":{},"f:b":{}}},"f:spec":{"f:containers":{"k:{\"name\":\"m\"}":{".":{},"f:image":{},"f:name":{}}}}}""";

    [Fact]
    public void Write_Pod_NamesWhatItSets() => Assert.Equal(Fields, Write());

    [Fact]
    public void Write_ByManyThreadsAtOnce_IsTheSame() =>
        Parallel.For(0, 20_000, new ParallelOptions { MaxDegreeOfParallelism = 8 }, _ => Assert.Equal(Fields, Write()));

    private static string Write() => Encoding.UTF8.GetString(CreationFields.Write(Encoding.UTF8.GetBytes(Pod), KindTable.Pod.Schema)!.Bytes.Span);
}
