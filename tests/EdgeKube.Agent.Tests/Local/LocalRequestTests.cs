using EdgeKube.Agent.Local;

namespace EdgeKube.Agent.Tests.Local;

public sealed class LocalRequestTests
{
    [Fact]
    public void Parse_PathAndQuery_AreUnescaped()
    {
        var request = LocalRequest.Parse("POST /api/v1/namespaces/d%2Fx/pods/a/exec?command=sh&command=-c&command=a%26b+c HTTP/1.1\r\nHost: n\r\nUpgrade: edgekube-records");
        Assert.Equal(["api", "v1", "namespaces", "d/x", "pods", "a", "exec"], request!.Segments);
        Assert.Equal(["sh", "-c", "a&b c"], request.All("command"));
        Assert.True(request.IsUpgrade);
        Assert.Equal("POST", request.Method);
    }

    [Theory]
    [InlineData("")]
    [InlineData("GET /x HTTP/1.0")]
    [InlineData("GET x HTTP/1.1")]
    [InlineData("GET /x HTTP/1.1\r\nno header")]
    [InlineData("POST /x HTTP/1.1\r\nContent-Length: 5")]
    [InlineData("POST /x HTTP/1.1\r\ntransfer-encoding: chunked")]
    public void Parse_WhatIsNoRequestWithoutBody_IsNull(string head) => Assert.Null(LocalRequest.Parse(head));
}
