using EdgeKube.Controller.Api;

namespace EdgeKube.Controller.Tests.Api.Requests;

public sealed class PathParserTests
{
    [Theory]
    [InlineData("/api/v1/pods", "", "v1", "pods", null, null, null)]
    [InlineData("/api/v1/nodes/n1", "", "v1", "nodes", null, "n1", null)]
    [InlineData("/api/v1/nodes/n1/status", "", "v1", "nodes", null, "n1", "status")]
    [InlineData("/api/v1/namespaces", "", "v1", "namespaces", null, null, null)]
    [InlineData("/api/v1/namespaces/x", "", "v1", "namespaces", null, "x", null)]
    [InlineData("/api/v1/namespaces/x/finalize", "", "v1", "namespaces", null, "x", "finalize")]
    [InlineData("/api/v1/namespaces/x/status", "", "v1", "namespaces", null, "x", "status")]
    [InlineData("/api/v1/namespaces/x/pods", "", "v1", "pods", "x", null, null)]
    [InlineData("/api/v1/namespaces/x/pods/p/log?follow=1", "", "v1", "pods", "x", "p", "log")]
    [InlineData("/apis/apps/v1/namespaces/x/deployments/web/scale", "apps", "v1", "deployments", "x", "web", "scale")]
    [InlineData("/api/v1/namespaces/x/pods/p:80/proxy/a//b", "", "v1", "pods", "x", "p:80", "proxy")]
    [InlineData("/api/v1/namespaces/x/services/http:s:web/proxy/a/", "", "v1", "services", "x", "http:s:web", "proxy")]
    [InlineData("/api/v1/namespaces/x/pods/a%2Db", "", "v1", "pods", "x", "a-b", null)]
    public void Parse_Resource_TakesItApart(string path, string group, string version, string plural, string? ns, string? name, string? subresource)
    {
        var parsed = PathParser.Parse(path)!;

        Assert.Equal(
            (group, version, plural, ns, name, subresource), (parsed.Group, parsed.Version, parsed.Plural, parsed.Namespace, parsed.Name, parsed.Subresource));
    }

    [Theory]
    [InlineData("/version")]
    [InlineData("/api")]
    [InlineData("/apis")]
    [InlineData("/apis/apps")]
    [InlineData("/apis/apps/v1")]
    [InlineData("/api/v1")]
    [InlineData("/")]
    public void Parse_OtherPath_IsNoResource(string path) => Assert.False(PathParser.Parse(path)!.IsResource);

    [Theory]
    [InlineData("")]
    [InlineData("api/v1/pods")]
    [InlineData("/api/v1/namespaces/x/pods/..")]
    [InlineData("/api/v1/namespaces/x/pods/%2E%2E")]
    [InlineData("/api/v1/namespaces/x/pods/a%2Fb")]
    [InlineData("/api/v1/namespaces//pods")]
    [InlineData("/api/v1/namespaces/x/pods/a%00")]
    [InlineData("/api/v1/namespaces/x/pods/a/log/more")]
    [InlineData("/api/v1/namespaces/x/services/a/proxy/../b")]
    [InlineData("/api/v1/namespaces/x/configmaps/a/proxy/b")]
    public void Parse_HostilePath_IsNone(string path) => Assert.Null(PathParser.Parse(path));

    [Fact]
    public void Parse_Query_IsUnescaped()
    {
        var query = PathParser.Parse("/api/v1/pods?labelSelector=a%3Db%2Cc&watch&limit=x&limit=3&empty=")!.Query;

        Assert.Equal("a=b,c", query.Find("labelSelector"));
        Assert.True(query.IsSet("watch"));
        Assert.Null(query.Find("empty"));
        Assert.Null(query.FindNumber("limit", out var fault));
        Assert.Equal("strconv.ParseInt: parsing \"x\": invalid syntax", fault);
    }

    [Fact]
    public void Parse_TooMuch_IsNone()
    {
        Assert.Null(PathParser.Parse("/" + new string('a', 20000)));
        Assert.Null(PathParser.Parse("/version?" + string.Join('&', Enumerable.Range(0, 1100).Select(i => $"p{i}"))));
    }
}
