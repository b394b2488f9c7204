using System.Text;
using EdgeKube.Agent.Registries;

namespace EdgeKube.Agent.Tests.Registries;

public sealed class DockerConfigTests
{
    [Fact]
    public void Find_AuthsOfEachForm_AreRead()
    {
        var encoded = Convert.ToBase64String("me:with:colon"u8);
        var json = $$"""{"auths":{"a.example":{"auth":"{{encoded}}"},"b.example":{"username":"u","password":"p" },"c.example":{ } },"credHelpers":{ } }""";

        Assert.Equal(
            [new("a.example", "me", "with:colon"), new("b.example", "u", "p")],
            DockerConfig.Find(Encoding.UTF8.GetBytes(json), isElder: false)!);
    }

    [Fact]
    public void Find_ElderForm_IsTheMapAlone()
        => Assert.Equal([new("a.example", "u", "p")], DockerConfig.Find("""{"https://a.example/v1/":{"username":"u","password":"p"}}"""u8.ToArray(), isElder: true)!);

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{\"auths\":[]}")]
    [InlineData("{\"auths\":{\"a\":1}}")]
    [InlineData("{\"auths\":{\"a\":{\"auth\":\"%%%\"}}}")]
    public void Find_NoSuchFile_IsNull(string text) => Assert.Null(DockerConfig.Find(Encoding.UTF8.GetBytes(text), isElder: false));

    [Fact]
    public void Text_OfALogin_HidesItsPassword() => Assert.DoesNotContain("hidden", new RegistryLogin("a", "b", "hidden").ToString(), StringComparison.Ordinal);
}
