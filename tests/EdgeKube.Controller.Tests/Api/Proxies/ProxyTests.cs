using System.Text;
using EdgeKube.Api;
using EdgeKube.Controller.Api;

namespace EdgeKube.Controller.Tests.Api.Proxies;

public sealed class ProxyTests
{
    private static readonly PodSpec Spec = new() { Containers = [new Container { Name = "c", Ports = [new ContainerPort { Name = "web", Port = 8080 }, new ContainerPort { Name = "admin", Port = 9000 }] }] };

    [Theory]
    [InlineData("a", "a", 8080)]
    [InlineData("a:9000", "a", 9000)]
    [InlineData("a:admin", "a", 9000)]
    [InlineData("http:a:81", "a", 81)]
    [InlineData("a:nope", "a", null)]
    [InlineData("a:0", "a", null)]
    [InlineData("a:65536", "a", null)]
    public void Parse_NameAndPort_AreFound(string name, string pod, int? port)
    {
        var target = ProxyTarget.Parse(name)!;
        Assert.Equal((pod, port), (target.Name, target.FindPort(Spec)));
    }

    [Theory]
    [InlineData("https:a:443")]
    [InlineData("a:b:c:d")]
    public void Parse_OtherForms_AreNone(string name) => Assert.Null(ProxyTarget.Parse(name));

    [Theory]
    [InlineData("/api/v1/namespaces/d/pods/a:80/proxy", "/")]
    [InlineData("/api/v1/namespaces/d/pods/a:80/proxy/x//y/?q=a b", "/x//y/?q=a%20b")]
    [InlineData("/api/v1/namespaces/d/pods/a:80/proxy?q=1", "/?q=1")]
    [InlineData("/api/v1/namespaces/proxy/pods/proxy/proxy/a/proxy/b", "/a/proxy/b")]
    [InlineData("//api/v1/namespaces/d/services/http:a:web/proxy//x", "//x")]
    [InlineData("/api/v1/namespaces/d/pods/a:80/proxy/x\r\nHost: evil", "/x%0D%0AHost:%20evil")]
    public void PathOf_Request_IsWhatStandsBehindProxy(string path, string expected) => Assert.Equal(expected, ProxyTarget.PathOf(path));

    [Theory]
    [InlineData("HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\nhi", 200, "text/html", "hi")]
    [InlineData("HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\n\r\n", 404, ApiResponse.Text, "")]
    [InlineData("HTTP/1.0 200 OK\r\nContent-Length: 9\r\n\r\nhi", null, "", "")]
    [InlineData("HTTP/1.0 101 Switching\r\n\r\n", null, "", "")]
    [InlineData("SSH-2.0-x\r\n\r\n", null, "", "")]
    [InlineData("", null, "", "")]
    public void Parse_Answer_IsPassedOnOrRefused(string text, int? code, string type, string body)
    {
        var answer = ProxyAnswer.Parse(Encoding.ASCII.GetBytes(text));
        Assert.Equal(code, answer?.Code);
        if (answer is not null)
        {
            Assert.Equal((type, body), (answer.ContentType, Encoding.ASCII.GetString(answer.Body.Span)));
        }
    }
}
