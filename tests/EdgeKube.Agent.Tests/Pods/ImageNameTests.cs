using EdgeKube.Agent.Pods;

namespace EdgeKube.Agent.Tests.Pods;

public sealed class ImageNameTests
{
    [Theory]
    [InlineData("busybox", "busybox:latest")]
    [InlineData("busybox:1", "busybox:1")]
    [InlineData("127.0.0.1:5000/a/b", "127.0.0.1:5000/a/b:latest")]
    [InlineData("registry.k8s.io/e2e-test-images/busybox:1.37.0-1", "registry.k8s.io/e2e-test-images/busybox:1.37.0-1")]
    [InlineData("localhost/x@sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", "localhost/x@sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")]
    public void TryNormalize_GoodName_AddsTheTagThatIsMeant(string image, string expected)
    {
        Assert.True(ImageName.TryNormalize(image, out var normalized, out _));
        Assert.Equal(expected, normalized);
    }

    [Theory]
    [InlineData("Bad_Image:::x", "invalid reference format: repository name (library/Bad_Image) must be lowercase")]
    [InlineData("", "invalid reference format")]
    [InlineData("a b", "invalid reference format")]
    [InlineData("../etc/passwd", "invalid reference format")]
    [InlineData("a//b", "invalid reference format")]
    [InlineData("a:", "invalid reference format")]
    public void TryNormalize_BadName_SaysWhyAsTheKubelet(string image, string why)
    {
        Assert.False(ImageName.TryNormalize(image, out _, out var error));
        Assert.Equal($"Failed to apply default image tag \"{image}\": couldn't parse image name \"{image}\": {why}", error);
    }
}
