using System.Net;
using System.Net.Sockets;
using System.Text;
using EdgeKube.Agent.Probes;
using EdgeKube.Api;

namespace EdgeKube.Agent.Tests.Probes;

/// <summary>Probes against a real socket that answers with the bytes of the case.</summary>
public sealed class HttpProbeTests
{
    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\n\r\n", "passed")]
    [InlineData("HTTP/1.0 204 No Content\n\n", "passed")]
    [InlineData("HTTP/1.1 399 Odd\r\nX: y\r\n\r\nbody", "passed")]
    [InlineData("HTTP/1.1 302 Found\r\nLocation: http://elsewhere.test/x\r\n\r\n", "passed")]
    [InlineData("HTTP/1.1 500 Oh\r\n\r\n", "HTTP probe failed with statuscode: 500")]
    [InlineData("HTTP/1.1 404\r\n\r\n", "HTTP probe failed with statuscode: 404")]
    [InlineData("SSH-2.0-x\r\n\r\n", "Get \"URL\": malformed HTTP response")]
    [InlineData("HTTP/1.1 2e2 OK\r\n\r\n", "Get \"URL\": malformed HTTP response")]
    [InlineData("", "Get \"URL\": EOF")]
    public async Task Run_Answer_IsReadAsTheKubeletDoes(string answer, string expected)
    {
        await using var server = new RawServer(_ => Encoding.ASCII.GetBytes(answer));
        var outcome = await RunAsync(server.Port, new HttpGetAction { Path = "/ok", Port = server.Port });
        Assert.Equal(expected.Replace("URL", $"http://127.0.0.1:{server.Port}/ok", StringComparison.Ordinal), Text(outcome));
    }

    [Fact]
    public async Task Run_EndlessHead_IsRefusedAtItsCap()
    {
        await using var server = new RawServer(_ => Encoding.ASCII.GetBytes("HTTP/1.1 200 OK\r\nX: " + new string('a', 100_000)));
        Assert.EndsWith("malformed HTTP response", Text(await RunAsync(server.Port, new HttpGetAction { Port = server.Port })), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_RedirectOnTheSameHost_IsFollowed()
    {
        await using var server = new RawServer(question => Encoding.ASCII.GetBytes(
            question.StartsWith("GET /next ", StringComparison.Ordinal) ? "HTTP/1.1 503 No\r\n\r\n" : "HTTP/1.1 301 Moved\r\nlocation: /next\r\n\r\n"));
        Assert.Equal("HTTP probe failed with statuscode: 503", Text(await RunAsync(server.Port, new HttpGetAction { Port = server.Port })));
    }

    [Theory]
    [InlineData(null, "kube-lifecycle/1.36")]
    [InlineData("mine", "mine")]
    public async Task FindFault_OfAHook_SaysThatItIsOne(string? given, string expected)
    {
        var asked = "";
        await using var server = new RawServer(question =>
        {
            asked = question;
            return "HTTP/1.1 500 No\r\n\r\n"u8.ToArray();
        });
        var action = new HttpGetAction { Port = server.Port, HttpHeaders = given is null ? null : [new() { Name = "user-agent", Value = given }] };
        var target = new ProbeTarget("id", new Container { Name = "c" }, "127.0.0.1");
        Assert.Null(await HttpProbe.FindFaultAsync(action, target, TimeSpan.FromSeconds(60), TimeProvider.System, CancellationToken.None));
        Assert.Equal([expected], asked.Split("\r\n").Where(line => line.StartsWith("User-Agent: ", StringComparison.OrdinalIgnoreCase)).Select(line => line["User-Agent: ".Length..]));
    }

    [Fact]
    public async Task Run_RedirectToItself_IsStopped()
    {
        await using var server = new RawServer(_ => "HTTP/1.1 301 Moved\r\nLocation: /\r\n\r\n"u8.ToArray());
        Assert.EndsWith("stopped after 10 redirects", Text(await RunAsync(server.Port, new HttpGetAction { Port = server.Port })), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_NobodyAnswers_TimesOutInTheKubeletsWords()
    {
        await using var server = new RawServer(_ => null);
        var outcome = await RunAsync(server.Port, new HttpGetAction { Path = "/", Port = server.Port }, TimeSpan.FromMilliseconds(200));
        Assert.Equal($"Get \"http://127.0.0.1:{server.Port}/\": context deadline exceeded (Client.Timeout exceeded while awaiting headers)", Text(outcome));
    }

    [Fact]
    public async Task Run_PortNobodyListensOn_IsRefusedInTheKubeletsWords()
    {
        int port;
        await using (var server = new RawServer(_ => null))
        {
            port = server.Port;
        }

        var outcome = await RunAsync(port, new HttpGetAction { Path = "/", Port = port });
        Assert.Equal($"Get \"http://127.0.0.1:{port}/\": dial tcp 127.0.0.1:{port}: connect: connection refused", Text(outcome));
    }

    [Fact]
    public async Task Run_HeadersAndNamedPort_AreSent()
    {
        var asked = "";
        await using var server = new RawServer(question =>
        {
            asked = question;
            return "HTTP/1.1 200 OK\r\n\r\n"u8.ToArray();
        });
        var action = new HttpGetAction
        {
            Path = "a b\r\nX-Evil: 1",
            Port = "web",
            HttpHeaders = [new HttpHeader { Name = "Host", Value = "site.test" }, new HttpHeader { Name = "X-Key", Value = "v" }],
        };
        Assert.True((await RunAsync(server.Port, action)).Success);
        Assert.Equal(
            "GET /a%20b%0D%0AX-Evil:%201 HTTP/1.1\r\nUser-Agent: kube-probe/1.36\r\nAccept: */*\r\nHost: site.test\r\nX-Key: v\r\nConnection: close\r\n\r\n",
            asked);
    }

    [Fact]
    public async Task Run_HeaderWithALineEnd_IsNotSent()
    {
        var action = new HttpGetAction { Port = 1, HttpHeaders = [new HttpHeader { Name = "X", Value = "a\r\nY: b" }] };
        Assert.Equal("Get \"http://127.0.0.1:1/\": net/http: invalid header field value for \"X\"", Text(await RunAsync(1, action)));
    }

    private static string Text(ProbeOutcome outcome) => outcome.Success == true ? "passed" : outcome.Message;

    private static Task<ProbeOutcome> RunAsync(int port, HttpGetAction action, TimeSpan? timeout = null)
    {
        var container = new Container { Name = "c", Ports = [new ContainerPort { Name = "web", Port = port }] };
        return HttpProbe.RunAsync(action, new ProbeTarget("id", container, "127.0.0.1"), timeout ?? TimeSpan.FromSeconds(10), TimeProvider.System, CancellationToken.None);
    }
}
