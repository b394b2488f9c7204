namespace EdgeKube.Link.Tests;

public sealed class TopicsTests
{
    [Theory]
    [InlineData("edgekube/v1/node:n1/up", "node:n1", "up")]
    [InlineData("edgekube/v1/node:pi-7.site-a/up/stream", "node:pi-7.site-a", "up/stream")]
    [InlineData("edgekube/v1/user:admin/request", "user:admin", "request")]
    [InlineData("edgekube/v1/user:admin/#", "user:admin", "#")]
    public void Find_TopicOfOurs_TakesItApart(string topic, string identity, string leaf)
    {
        var found = Topics.Find(topic);
        Assert.Equal((identity, leaf), (found?.Identity.ToString(), found?.Leaf));
    }

    [Theory]
    [InlineData("")]
    [InlineData("edgekube/v1/")]
    [InlineData("edgekube/v1/node:n1")]
    [InlineData("edgekube/v1/node:n1/")]
    [InlineData("edgekube/v1/node:N1/up")]
    [InlineData("edgekube/v1/node:-n/up")]
    [InlineData("edgekube/v1/node:n./up")]
    [InlineData("edgekube/v1/node:n..m/up")]
    [InlineData("edgekube/v1/node:+/up")]
    [InlineData("edgekube/v1/user:#/up")]
    [InlineData("edgekube/v1/user:a\u0000b/up")]
    [InlineData("edgekube/v1/root:a/up")]
    [InlineData("edgekube/v1/:a/up")]
    [InlineData("edgekube/v2/node:n1/up")]
    [InlineData("$share/g/edgekube/v1/node:n1/up")]
    [InlineData("edgekube/v1/node:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa/up")]
    public void Find_HostileTopic_IsNull(string topic) => Assert.Null(Topics.Find(topic));

    // Not among the rows above: a test's data goes through UTF-8, which has no half pairs.
    [Fact]
    public void Find_HalfASurrogatePair_IsNull() => Assert.Null(Topics.Find($"edgekube/v1/user:a{(char)0xD800}/up"));

    [Fact]
    public void Find_OwnTopics_GivesTheIdentityBack()
    {
        var node = Identity.Node("n1");
        foreach (var topic in new[] { Topics.Up(node), Topics.UpStream(node), Topics.Down(node), Topics.DownStream(node), Topics.Subtree(node) })
        {
            Assert.True(Topics.IsWithin(topic, node));
            Assert.False(Topics.IsWithin(topic, Identity.Node("n")));
        }
    }

    [Fact]
    public void Node_NameOfSixtyCharacters_IsRefused() => Assert.Throws<ArgumentException>(() => Identity.Node(new string('a', 60)));
}
