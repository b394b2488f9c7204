using System.Net;
using System.Net.Sockets;
using System.Text;
using EdgeKube.Cli.Proxy;
using EdgeKube.Cli.Tests.Transport;
using EdgeKube.Mqtt;
using EdgeKube.Testing;

namespace EdgeKube.Cli.Tests.Proxy;

/// <summary>Plain HTTP clients against the proxy, and a door behind it that says what it is told.</summary>
public sealed class ProxyTests : IAsyncLifetime
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);
    private readonly CancellationTokenSource _stop = new();
    private readonly Queue<Func<ScriptedDoor.Asked, Task>> _answers = new();
    private readonly ScriptedDoor _door;
    private readonly HttpClient _client = new() { Timeout = Limit };
    private Task<int> _proxy = Task.FromResult(0);

    public ProxyTests() => _door = new ScriptedDoor(AnswerAsync);

    private int LastBytes { get; set; }

    public async Task InitializeAsync()
    {
        var edgectl = new Edgectl(_door.Url);
        _proxy = edgectl.RunAsync("proxy --port 0", _stop.Token);
        await Eventually.True(() => edgectl.Out.Contains('\n'), Limit);
        _client.BaseAddress = new Uri($"http://{edgectl.Out.Trim().Split(' ')[^1]}");
    }

    public async Task DisposeAsync()
    {
        await _stop.CancelAsync();
        await _proxy.WaitAsync(Limit);
        await _door.DisposeAsync();
        _client.Dispose();
        _stop.Dispose();
    }

    [Fact]
    public async Task Get_Answer_ComesWithItsCode()
    {
        _answers.Enqueue(asked => asked.AnswerAsync("""{"kind":"Status"}""", 404));

        var answer = await _client.GetAsync("/api/v1/pods?limit=1");

        Assert.Equal((HttpStatusCode.NotFound, """{"kind":"Status"}"""), (answer.StatusCode, await answer.Content.ReadAsStringAsync()));
        Assert.Equal("GET /api/v1/pods?limit=1", _door.Requests.Last());
    }

    [Fact]
    public async Task Post_LargeBody_GoesInPieces()
    {
        _answers.Enqueue(asked => asked.AnswerAsync("{}", 201));

        var answer = await _client.PostAsync("/api/v1/namespaces/default/configmaps", new StringContent(new string('x', 700_000)));

        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        Assert.Equal(700_000, LastBytes);
        Assert.Equal(3, _door.Requests.Count);
    }

    [Fact]
    public async Task Watch_ConnectionLost_GoesOnAfterTheLastEvent()
    {
        MqttServerSession? first = null;
        _answers.Enqueue(asked =>
        {
            first = asked.Session;
            return asked.AnswerAsync("""{"type":"ADDED","object":{"metadata":{"resourceVersion":"7"}}}""", more: true);
        });
        _answers.Enqueue(asked => asked.AnswerAsync("""{"type":"MODIFIED","object":{"metadata":{"resourceVersion":"8"}}}""", more: true));

        await using var stream = await _client.GetStreamAsync("/api/v1/pods?watch=true&resourceVersion=5");
        using var reader = new StreamReader(stream);

        Assert.Contains("ADDED", await reader.ReadLineAsync().WaitAsync(Limit));
        await first!.DisconnectAsync(MqttReasonCode.ServerShuttingDown);
        Assert.Contains("MODIFIED", await reader.ReadLineAsync().WaitAsync(Limit));
        Assert.Equal("GET /api/v1/pods?watch=true&resourceVersion=7", _door.Requests.Last());
    }

    [Theory]
    [InlineData("GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n", "HTTP/1.1 403")]
    [InlineData("GET / HTTP/1.1\r\nHost: localhost\r\nOrigin: http://evil.example\r\n\r\n", "HTTP/1.1 403")]
    [InlineData("GET / HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\n\r\n", "HTTP/1.1 501")]
    [InlineData("nonsense\r\n\r\n", "HTTP/1.1 400")]
    [InlineData("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99999999\r\n\r\n", "HTTP/1.1 400")]
    [InlineData("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n", "HTTP/1.1 400")]
    [InlineData("POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", "HTTP/1.1 400")]
    public async Task Request_Improper_IsRefused(string request, string expected)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, _client.BaseAddress!.Port);
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(request));
        using var reader = new StreamReader(client.GetStream());

        Assert.StartsWith(expected, await reader.ReadLineAsync().WaitAsync(Limit));
    }

    [Theory]
    [InlineData("/api/v1/pods?watch=1&resourceVersion=5", "/api/v1/pods?watch=1&resourceVersion=9")]
    [InlineData("/p?sendInitialEvents=true&watch=1&resourceVersionMatch=NotOlderThan", "/p?watch=1&resourceVersion=9")]
    public void PathAfter_Watch_BeginsAtTheRevision(string path, string expected) => Assert.Equal(expected, ResumedWatch.PathAfter(path, "9"));

    private Task AnswerAsync(ScriptedDoor.Asked asked)
    {
        LastBytes += asked.Message.Payload.Length;
        return asked.Message.FindUserProperty("continued") == "true" || asked.Method is "" or "CANCEL" ? Task.CompletedTask : _answers.Dequeue()(asked);
    }
}
