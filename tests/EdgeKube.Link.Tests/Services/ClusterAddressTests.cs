using System.Text;
using EdgeKube.Link.Services;

namespace EdgeKube.Link.Tests.Services;

public sealed class ClusterAddressTests
{
    [Theory]
    [InlineData("10.43.0.1 https:443/TCP")]
    [InlineData("10.43.0.7 http:80/TCP dns:53/UDP sig:132/SCTP")]
    [InlineData("fd00::7 :8080/TCP")]
    [InlineData("10.43.0.7")]
    public void Encode_WhatWasFound_IsTheSameText(string text) =>
        Assert.Equal(text, Encoding.UTF8.GetString(Find(text)!.Encode().Span));

    [Fact]
    public void Find_FurtherLines_ArePassedOver() =>
        Assert.Equal([new ClusterPort("http", 80, "TCP")], Find("10.43.0.7 http:80/TCP\nof a later version")!.Ports);

    [Theory]
    [InlineData("")]
    [InlineData("None")]
    [InlineData("10.43.0.7 http")]
    [InlineData("10.43.0.7 http:80")]
    [InlineData("10.43.0.7 80/TCP")]
    [InlineData("10.43.0.7 /80:TCP")]
    [InlineData("10.43.0.7 http:0/TCP")]
    [InlineData("10.43.0.7 http:65536/TCP")]
    [InlineData("10.43.0.7 http:-1/TCP")]
    [InlineData("10.43.0.7 http:80/tcp")]
    [InlineData("10.43.0.7  http:80/TCP")]
    public void Find_AnotherShape_IsNone(string text) => Assert.Null(Find(text));

    private static ClusterAddress? Find(string text) => ClusterAddress.Find(Encoding.UTF8.GetBytes(text));
}
