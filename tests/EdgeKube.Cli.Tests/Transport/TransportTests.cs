using System.Net;
using System.Net.Sockets;
using EdgeKube.Testing;

namespace EdgeKube.Cli.Tests.Transport;

public sealed class TransportTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task Run_NobodyListens_SaysSoInOneLine()
    {
        using var closed = new TcpListener(IPAddress.Loopback, 0);
        closed.Start();
        var address = closed.LocalEndpoint;
        closed.Stop();

        var (exit, output, error) = await Edgectl.RunAsync($"mqtt://{address}", "get pods");

        Assert.Equal((1, ""), (exit, output));
        Assert.Equal($"error: server {address}: the connection was refused; check that the controller runs there and that the port is right\n", error);
    }

    [Fact]
    public async Task Run_NoServer_SaysHowToConfigure()
    {
        var (exit, _, error) = await Edgectl.RunAsync("", "get pods");

        Assert.Equal(1, exit);
        Assert.StartsWith("error: no server is configured; get access with edgectl login", error);
    }

    [Fact]
    public async Task Run_UserRefused_NamesTheUser()
    {
        await using var door = new ScriptedDoor(_ => Task.CompletedTask) { RefuseUsers = true };

        var (exit, _, error) = await Edgectl.RunAsync(door.Url, "get pods --user eve");

        Assert.Equal(1, exit);
        Assert.Contains("user \"eve\" is not let in (no such user); check --user", error);
    }

    [Fact]
    public async Task Run_NoAnswer_EndsAtTheTimeoutAndCancels()
    {
        await using var door = new ScriptedDoor(_ => Task.CompletedTask);

        var (exit, _, error) = await Edgectl.RunAsync(door.Url, "get pods --request-timeout 300ms");

        Assert.Equal(1, exit);
        Assert.Contains("no answer within 0.3s; repeat with a longer --request-timeout", error);
        await Eventually.True(() => door.Requests.Any(request => request.StartsWith("CANCEL", StringComparison.Ordinal)), Limit);
    }

    [Fact]
    public async Task Get_Status_BecomesOneErrorLine()
    {
        await using var door = new ScriptedDoor(asked => asked.AnswerAsync(
            """{"kind":"Status","apiVersion":"v1","status":"Failure","message":"pods is forbidden: no","reason":"Forbidden","code":403}""", 403));

        Assert.Equal((1, "", "error: pods is forbidden: no\n"), await Edgectl.RunAsync(door.Url, "get pods -n x -l a=b"));
        Assert.Equal("GET /api/v1/namespaces/x/pods?labelSelector=a%3Db&limit=250", door.Requests.First());
    }

    [Fact]
    public async Task Get_SeveralPages_AreOneTable()
    {
        await using var door = new ScriptedDoor(asked => asked.AnswerAsync(asked.Path.Contains("continue=next")
            ? """{"metadata":{"resourceVersion":"5"},"items":[{"metadata":{"name":"b"}}]}"""
            : """{"metadata":{"resourceVersion":"5","continue":"next"},"items":[{"metadata":{"name":"a"}}]}"""));

        Assert.Equal((0, "configmap/a\nconfigmap/b\n", ""), await Edgectl.RunAsync(door.Url, "get cm -oname"));
    }

    [Fact]
    public async Task GetWatch_Changes_AreLinesUnderOneHeader()
    {
        await using var door = new ScriptedDoor(async asked =>
        {
            if (!asked.Path.Contains("watch=true"))
            {
                await asked.AnswerAsync("""{"metadata":{"resourceVersion":"5"},"items":[{"metadata":{"name":"a"},"data":{}}]}""");
                return;
            }

            await asked.AnswerAsync("""{"type":"ADDED","object":{"metadata":{"name":"b"},"data":{"k":"v"}}}""", more: true);
            await asked.AnswerAsync("""{"type":"BOOKMARK","object":{"metadata":{"resourceVersion":"9"}}}""", more: true);
            await asked.AnswerAsync("""{"type":"DELETED","object":{"metadata":{"name":"a"}}}""");
        });

        var (exit, output, _) = await Edgectl.RunAsync(door.Url, "get cm -w");

        Assert.Equal((0, "NAME   DATA   AGE\na      0      <unknown>\nb      1      <unknown>\na      0      <unknown>\n"), (exit, output));
        Assert.Contains("GET /api/v1/namespaces/default/configmaps?watch=true&resourceVersion=5", door.Requests);
    }

    [Fact]
    public async Task LogsFollow_Interrupted_CancelsTheStreamAndEndsQuietly()
    {
        await using var door = new ScriptedDoor(asked => asked switch
        {
            { Method: "CANCEL" } => Task.CompletedTask,
            _ when asked.Path.Contains("/log?") => asked.AnswerAsync("one\ntwo\n", more: true),
            _ => asked.AnswerAsync("""{"metadata":{"name":"p"},"spec":{"containers":[{"name":"c"},{"name":"d"}]}}"""),
        });
        using var interrupt = new CancellationTokenSource();
        var edgectl = new Edgectl(door.Url);

        var run = edgectl.RunAsync("logs -f p --tail 5", interrupt.Token);
        await Eventually.True(() => edgectl.Out == "one\ntwo\n", Limit);
        await interrupt.CancelAsync();

        Assert.Equal(130, await run.WaitAsync(Limit));
        Assert.Equal("Defaulted container \"c\" out of: c, d\n", edgectl.Error);
        Assert.Contains("GET /api/v1/namespaces/default/pods/p/log?container=c&follow=true&tailLines=5", door.Requests);
        await Eventually.True(() => door.Requests.Contains("CANCEL /"), Limit);
    }

    [Fact]
    public async Task Logs_ManyParts_ArriveWholeAndInOrder()
    {
        var parts = Enumerable.Range(0, 300).Select(i => $"line {i}\n").ToArray();
        await using var door = new ScriptedDoor(async asked =>
        {
            if (!asked.Path.Contains("/log?"))
            {
                await asked.AnswerAsync("""{"metadata":{"name":"p"},"spec":{"containers":[{"name":"c"}]}}""");
                return;
            }

            for (var i = 0; i < parts.Length; i++)
            {
                await asked.AnswerAsync(parts[i], more: i < parts.Length - 1);
            }
        });

        Assert.Equal((0, string.Concat(parts), ""), await Edgectl.RunAsync(door.Url, "logs p"));
    }

    [Fact]
    public async Task Apply_TooLarge_IsRefusedBeforeItIsSent()
    {
        await using var door = new ScriptedDoor(_ => Task.CompletedTask);

        var (exit, _, error) = await Edgectl.RunAsync(door.Url, "apply -f -", new string('#', 4 << 20));

        Assert.Equal((1, "error: STDIN: is larger than 3 MiB, which is what the server takes; split it into several files\n"), (exit, error));
        Assert.Empty(door.Requests);
    }

    [Fact]
    public async Task Run_UnknownFlagOrCommand_SaysSoAndExitsWithOne()
    {
        var (exit, _, error) = await Edgectl.RunAsync("", "get pods --nosuch");
        Assert.Equal((1, "error: unknown flag: --nosuch\nSee 'edgectl get --help' for usage.\n"), (exit, error));

        Assert.Equal((1, "", "error: unknown command \"nosuch\" for \"edgectl\"\nSee 'edgectl --help' for usage.\n"), await Edgectl.RunAsync("", "nosuch"));
        Assert.Equal(
            (1, "", "error: unknown command \"nosuch\" for \"edgectl rollout\"\nSee 'edgectl rollout --help' for usage.\n"), await Edgectl.RunAsync("", "rollout nosuch"));
        Assert.Equal(0, (await Edgectl.RunAsync("", "")).Exit);
    }
}
