using System.Text;

namespace EdgeKube.Api.Tests.Documents;

public sealed class ManifestReaderTests
{
    [Fact]
    public void Read_SeveralDocuments_GivesEachInOrder()
    {
        var documents = Read("""
            # comment
            ---
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: a, namespace: n}
            ---
            ---
            {"apiVersion": "apps/v1", "kind": "Deployment", "metadata": {"name": "b"}}
            ...
            """);
        Assert.Equal(["1 v1 ConfigMap n/a", "2 apps/v1 Deployment /b"], documents.Select(item => $"{item.Index} {item.ApiVersion} {item.Kind} {item.Namespace}/{item.Name}"));
    }

    [Fact]
    public void Read_ConcatenatedJsonAndLists_AreTakenApart()
    {
        var documents = Read("""
            {"apiVersion": "v1", "kind": "List", "items": [{"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "a"}}, {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "b"}}]}
            {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "c"}}
            """);
        Assert.Equal(["a", "b", "c"], documents.Select(item => item.Name));
    }

    [Theory]
    [InlineData("a: [b", "yaml: line")]
    [InlineData("a: b\n  c: d", "line 2")]
    [InlineData("{\"a\": 1,}", "line 1")]
    [InlineData("apiVersion: v1\nkind: Pod\nspec: *nowhere", "unknown anchor 'nowhere'")]
    [InlineData("a: !!python/object:x {}", "not supported", true)]
    [InlineData("a: !!binary aGk=", "not supported")]
    [InlineData("a: \u0000b", "control characters")]
    [InlineData("? {a: b}\n: c", "a key must be a string")]
    [InlineData("just text", "not an object")]
    [InlineData("kind: Pod", "document 1, line 1: apiVersion not set")]
    [InlineData("apiVersion: v1", "kind not set")]
    public void Read_Broken_SaysWhere(string yaml, string expected, bool isReadWithoutTag = false)
    {
        var fault = Assert.Single(Read(yaml)).Fault;
        if (isReadWithoutTag)
        {
            // A tag on a mapping makes nothing; what is left is a document without a kind.
            Assert.NotNull(fault);
            return;
        }

        Assert.Contains(expected, fault, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("yes", "true")]
    [InlineData("Off", "false")]
    [InlineData("y", "\"y\"")]
    [InlineData("'yes'", "\"yes\"")]
    [InlineData("~", "null")]
    [InlineData("", "null")]
    [InlineData("0644", "420")]
    [InlineData("0x1F", "31")]
    [InlineData("1_000", "1000")]
    [InlineData("-7", "-7")]
    [InlineData("1.50", "1.5")]
    [InlineData("2.0", "2")]
    [InlineData("1e3", "\"1e3\"")]
    [InlineData("1e+3", "1000")]
    [InlineData("0899", "899")]
    [InlineData("1.2.3", "\"1.2.3\"")]
    [InlineData("2001-01-01", "\"2001-01-01\"")]
    [InlineData(".inf", "\".inf\"")]
    [InlineData("!!str 5", "\"5\"")]
    [InlineData("18446744073709551615", "18446744073709551615")]
    public void Read_PlainScalar_MeansWhatItMeansToKubernetes(string scalar, string json)
        => Assert.Equal($"{{\"a\":{json}}}", Json($"a: {scalar}"));

    [Fact]
    public void Read_AnchorsAndMergeKeys_AreExpanded()
        => Assert.Equal(
            """{"base":{"a":1,"b":2},"copy":{"b":3,"a":1},"again":{"a":1,"b":2}}""",
            Json("base: &x {a: 1, b: 2}\ncopy: {<<: *x, b: 3}\nagain: *x"));

    [Fact]
    public void Read_AliasBomb_IsRefusedSmall()
    {
        var bomb = new StringBuilder("a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n");
        for (var i = 1; i < 30; i++)
        {
            var items = string.Join(',', Enumerable.Repeat($"*a{i - 1}", 10));
            bomb.Append(System.Globalization.CultureInfo.InvariantCulture, $"a{i}: &a{i} [{items}]\n");
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Contains("excessive aliasing", Assert.Single(Read(bomb.ToString())).Fault, StringComparison.Ordinal);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 4 << 20);
    }

    [Theory]
    [InlineData("[", 100_000)]
    [InlineData("{\"a\":", 100_000)]
    [InlineData("- ", 100_000)]
    public void Read_DeepNesting_IsRefused(string opening, int times)
        => Assert.NotNull(Assert.Single(Read(string.Concat(Enumerable.Repeat(opening, times)))).Fault);

    [Fact]
    public void Read_TooLarge_IsRefusedUnread()
        => Assert.Contains("limit is 3145728", Assert.Single(ManifestReader.Read(new byte[4 << 20])).Fault, StringComparison.Ordinal);

    [Fact]
    public void Read_InvalidUtf8_IsRefused()
        => Assert.Contains("invalid UTF-8", Assert.Single(ManifestReader.Read(new byte[] { (byte)'a', (byte)':', 0xFF })).Fault, StringComparison.Ordinal);

    [Fact]
    public void Read_MutatedManifests_NeverThrow()
    {
        var seed = Encoding.UTF8.GetBytes("apiVersion: v1\nkind: Pod\nmetadata: {name: &n p, labels: {a: *n}}\nspec:\n  containers:\n  - name: a\n    image: \"b\"\n    args: [x, 'y', |\n      z]\n");
        var random = new Random(7);
        for (var i = 0; i < 20_000; i++)
        {
            var mutated = (byte[])seed.Clone();
            for (var change = random.Next(1, 6); change > 0; change--)
            {
                mutated[random.Next(mutated.Length)] = (byte)random.Next(256);
            }

            foreach (var document in ManifestReader.Read(mutated).Where(item => item.Root is not null))
            {
                ObjectDecoder.Decode(document.Root!, CoreJsonContext.Default.Pod);
            }
        }
    }

    private static IReadOnlyList<ManifestDocument> Read(string text) => ManifestReader.Read(Encoding.UTF8.GetBytes(text));

    private static string Json(string yaml)
    {
        Assert.True(DocumentReader.TryRead(Encoding.UTF8.GetBytes(yaml), out var document, out var fault), fault);
        return Encoding.UTF8.GetString(document!.ToJson());
    }
}
