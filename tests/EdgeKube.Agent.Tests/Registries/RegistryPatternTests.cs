using EdgeKube.Agent.Registries;

namespace EdgeKube.Agent.Tests.Registries;

public sealed class RegistryPatternTests
{
    [Theory]
    [InlineData("registry.example", "registry.example/a/b:1", true)]
    [InlineData("registry.example", "other.example/a:1", false)]
    [InlineData("registry.example:5000", "registry.example:5000/a:1", true)]
    [InlineData("registry.example", "registry.example:5000/a:1", false)]
    [InlineData("registry.example:5000", "registry.example/a:1", false)]
    [InlineData("*.example", "registry.example/a:1", true)]
    [InlineData("*.example", "a.registry.example/a:1", false)]
    [InlineData("re*ry.*", "registry.example/a:1", true)]
    [InlineData("registry.example/team", "registry.example/team/a:1", true)]
    [InlineData("registry.example/team", "registry.example/other/a:1", false)]
    [InlineData("https://registry.example/v1/", "registry.example/a:1", true)]
    [InlineData("https://index.docker.io/v1/", "busybox:1", true)]
    [InlineData("https://index.docker.io/v1/", "docker.io/library/busybox:1", true)]
    [InlineData("docker.io", "team/app:1", true)]
    [InlineData("docker.io", "quay.io/team/app:1", false)]
    public void Covers_KeyOfADockerConfig_AsTheKubelet(string key, string image, bool covers)
        => Assert.Equal(covers, RegistryPattern.Covers(RegistryPattern.Normalize(key), image));
}
