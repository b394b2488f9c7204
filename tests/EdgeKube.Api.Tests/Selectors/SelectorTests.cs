namespace EdgeKube.Api.Tests.Selectors;

public sealed class SelectorTests
{
    private static readonly Dictionary<string, string> Labels = new() { ["app"] = "web", ["tier"] = "front", ["n"] = "5" };

    [Theory]
    [InlineData("", true)]
    [InlineData("app=web", true)]
    [InlineData("app==web,tier=front", true)]
    [InlineData("app=db", false)]
    [InlineData("app!=db", true)]
    [InlineData("none!=x", true)]
    [InlineData("app in (db, web)", true)]
    [InlineData("app notin (db,web)", false)]
    [InlineData("none notin (a)", true)]
    [InlineData("app", true)]
    [InlineData("!app", false)]
    [InlineData("!none", true)]
    [InlineData("n>4,n<6", true)]
    [InlineData("n>5", false)]
    [InlineData("none=", false)]
    [InlineData(" app = web , tier in ( front ) ", true)]
    [InlineData("in", false)]
    public void Matches_ParsedSelector_DecidesAsKubernetes(string text, bool matches)
    {
        Assert.True(Selector.TryParse(text, out var selector, out var error), error);
        Assert.Equal(matches, selector.Matches(Labels));
        Assert.True(Selector.TryParse(selector.ToString(), out var again, out error), error);
        Assert.Equal(matches, again.Matches(Labels));
    }

    [Theory]
    [InlineData("a=b=c")]
    [InlineData("a in b")]
    [InlineData("a in (b")]
    [InlineData(",a=b")]
    [InlineData("a=b,")]
    [InlineData("a b")]
    [InlineData("A_B/c=d")]
    [InlineData("a=!!")]
    [InlineData("n>x")]
    public void TryParse_Malformed_SaysWhy(string text)
    {
        Assert.False(Selector.TryParse(text, out var selector, out var error));
        Assert.StartsWith("unable to parse requirement: ", error, StringComparison.Ordinal);
        Assert.False(selector.Matches(Labels));
    }

    [Fact]
    public void From_NullEmptyAndExpressions_FollowsKubernetes()
    {
        Assert.False(Selector.From(null).Matches(Labels));
        Assert.True(Selector.From(new LabelSelector()).Matches(null));
        var selector = new LabelSelector
        {
            MatchLabels = new Dictionary<string, string> { ["app"] = "web" },
            MatchExpressions = [new() { Key = "tier", Operator = "NotIn", Values = ["back"] }, new() { Key = "gone", Operator = "DoesNotExist" }],
        };
        Assert.True(Selector.From(selector).Matches(Labels));
        Assert.Equal("app=web,!gone,tier notin (back)", Selector.From(selector).ToString());
        Assert.False(Selector.From(new LabelSelector { MatchExpressions = [new() { Key = "a", Operator = "Foo" }] }).Matches(Labels));
    }
}
