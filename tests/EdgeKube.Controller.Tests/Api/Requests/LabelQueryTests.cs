using EdgeKube.Controller.Api;

namespace EdgeKube.Controller.Tests.Api.Requests;

public sealed class LabelQueryTests
{
    private static readonly Dictionary<string, string> Labels = new() { ["a"] = "b", ["example.com/x"] = "1" };

    [Theory]
    [InlineData("", true)]
    [InlineData("a", true)]
    [InlineData("!a", false)]
    [InlineData("!z", true)]
    [InlineData("a=b", true)]
    [InlineData("a == b", true)]
    [InlineData("a=c", false)]
    [InlineData("a!=c", true)]
    [InlineData("z!=c", true)]
    [InlineData("a in (c, b)", true)]
    [InlineData("a in (c)", false)]
    [InlineData("a notin (c),example.com/x=1", true)]
    [InlineData("z notin (c)", true)]
    [InlineData("z in (c)", false)]
    [InlineData("a=b,z", false)]
    [InlineData("a=", false)]
    public void Matches_Query_IsAsKubernetesSays(string text, bool expected)
    {
        Assert.True(LabelQuery.TryParse(text, out var query, out var fault), fault);
        Assert.Equal(expected, query.Matches(Labels));
    }

    [Theory]
    [InlineData("a in (", "found '', expected: ',', ')' or identifier")]
    [InlineData("=b", "found '=', expected: identifier")]
    [InlineData("a=b,", "found '', expected: identifier after ','")]
    [InlineData("a like b", "found 'like', expected: in, notin, =, ==, !=, gt, lt")]
    [InlineData("a=b c", "found 'c', expected: ',' or 'end of string'")]
    public void TryParse_Nonsense_SaysWhatWasExpected(string text, string expected)
    {
        Assert.False(LabelQuery.TryParse(text, out _, out var fault));
        Assert.Equal(expected, fault);
    }

    [Fact]
    public void TryParse_BadValue_SaysTheRule()
    {
        Assert.False(LabelQuery.TryParse("a=-b-", out _, out var fault));
        Assert.StartsWith("values[0][a]: Invalid value: \"-b-\": a valid label must be an empty string", fault, StringComparison.Ordinal);
    }
}
