using System.Text;
using System.Text.Json.Nodes;
using EdgeKube.Api.Yaml;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace EdgeKube.Cli.Tests.Output;

public sealed class YamlTextTests
{
    [Theory]
    [InlineData("web", "web")]
    [InlineData("", "\"\"")]
    [InlineData("true", "\"true\"")]
    [InlineData("yes", "\"yes\"")]
    [InlineData("y", "\"y\"")]
    [InlineData("null", "\"null\"")]
    [InlineData("~", "\"~\"")]
    [InlineData("1", "\"1\"")]
    [InlineData("0x1f", "\"0x1f\"")]
    [InlineData("1e3", "\"1e3\"")]
    [InlineData("1.5", "\"1.5\"")]
    [InlineData("1_000", "\"1_000\"")]
    [InlineData("12:30:45", "\"12:30:45\"")]
    [InlineData("2024-05-06T07:08:09Z", "\"2024-05-06T07:08:09Z\"")]
    [InlineData("2024-05-06", "\"2024-05-06\"")]
    [InlineData("1.2.3", "1.2.3")]
    [InlineData("25%", "25%")]
    [InlineData("10m", "10m")]
    [InlineData("containerd://abc", "containerd://abc")]
    [InlineData("a: b", "'a: b'")]
    [InlineData("a #b", "'a #b'")]
    [InlineData("a:", "'a:'")]
    [InlineData("- a", "'- a'")]
    [InlineData("-a", "-a")]
    [InlineData("*", "'*'")]
    [InlineData("{}", "'{}'")]
    [InlineData("it's", "it's")]
    [InlineData("'it'", "'''it'''")]
    [InlineData(" a", "' a'")]
    [InlineData("a ", "'a '")]
    [InlineData("a\tb", "\"a\\tb\"")]
    [InlineData("a\nb", "|-\n  a\n  b")]
    [InlineData("a\nb\n", "|\n  a\n  b")]
    [InlineData("a\n\n", "|+\n  a\n")]
    [InlineData(" a\nb\n", "|2\n   a\n  b")]
    [InlineData("a \nb", "\"a \\nb\"")]
    [InlineData("grün 🙂", "grün 🙂")]
    [InlineData("\u0007", "\"\\a\"")]
    public void Write_String_ChoosesKubernetesStyle(string value, string expected) =>
        Assert.Equal($"k: {expected}\n", YamlText.Write(new JsonObject { ["k"] = value }));

    [Fact]
    public void Write_Nested_SortsKeysAndKeepsListsAtTheirKey()
    {
        var node = JsonNode.Parse("""{"b":[{"z":1,"a":[]},[1,[2]],{}],"a":{"c":null,"b":true,"d":{}}}""");

        Assert.Equal(
            """
            a:
              b: true
              c: null
              d: {}
            b:
            - a: []
              z: 1
            - - 1
              - - 2
            - {}

            """,
            YamlText.Write(node));
    }

    [Fact]
    public void Write_LongText_FoldsAsKubernetes() => Assert.Equal(
        """
        status:
          message: 'The node was low on resource: ephemeral-storage. Container x was using
            100Ki, which exceeds its request of 0. '

        """,
        YamlText.Write(JsonNode.Parse("""{"status":{"message":"The node was low on resource: ephemeral-storage. Container x was using 100Ki, which exceeds its request of 0. "}}""")));

    [Fact]
    public void Write_AnyString_IsReadBackUnchanged()
    {
        const string Alphabet = " \n\t'\"#:-?,[]{}&*!|>%@`~=<\\ab1.0eE_+\r\0\u0085\u00a0\u2028\ufeffäé";
        var random = new Random(7);
        for (var round = 0; round < 50_000; round++)
        {
            var value = string.Concat(Enumerable.Range(0, random.Next(0, round % 20 == 0 ? 200 : 8)).Select(_ => Alphabet[random.Next(Alphabet.Length)]));
            var text = YamlText.Write(new JsonObject { ["outer"] = new JsonObject { ["key"] = new JsonArray(value) }, [value] = "x" });

            string[] expected = string.CompareOrdinal(value, "outer") < 0 ? [value, "x", "outer", "key", value] : ["outer", "key", value, value, "x"];
            Assert.True(Strings(text).SequenceEqual(expected), $"round {round}: {Show(value)} became {text}");
        }
    }

    private static List<string> Strings(string yaml)
    {
        var scalars = new List<string>();
        var parser = new Parser(new StringReader(yaml));
        try
        {
            while (parser.MoveNext())
            {
                if (parser.Current is Scalar scalar)
                {
                    scalars.Add(scalar.Value);
                }
            }
        }
        catch (YamlException error)
        {
            scalars.Add(error.Message);
        }

        return scalars;
    }

    private static string Show(string value) => string.Concat(Encoding.BigEndianUnicode.GetBytes(value).Select(b => $"{b:x2}"));
}
