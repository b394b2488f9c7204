using EdgeKube.Agent.Images;

namespace EdgeKube.Agent.Tests.Images;

public sealed class ImageNameTests
{
    [Theory]
    [InlineData("busybox", "docker.io/library/busybox:latest")]
    [InlineData("busybox:1", "docker.io/library/busybox:1")]
    [InlineData("team/app", "docker.io/team/app:latest")]
    [InlineData("localhost/app:1", "localhost/app:1")]
    [InlineData("edgekube.test/a/b:1", "edgekube.test/a/b:1")]
    [InlineData("127.0.0.1:5000/app", "127.0.0.1:5000/app:latest")]
    [InlineData("r.io/app@sha256:00", "r.io/app@sha256:00")]
    [InlineData("", null)]
    [InlineData("a b", null)]
    [InlineData("r.io//app", null)]
    [InlineData("../../etc\0", null)]
    public void Normalize_Name_IsFullOrRefused(string name, string? expected) => Assert.Equal(expected, ImageName.Normalize(name));
}
