using EdgeKube.Api;
using EdgeKube.Controller.Api;
using EdgeKube.Link;
using EdgeKube.Link.Streams;

namespace EdgeKube.Controller.Tests.Fleet;

public sealed class LogTests
{
    private const int Total = 10 << 20;
    private static readonly PodLogOptions Options = new("c");

    [Fact]
    public async Task OpenLog_NodeAway_AnswersUnavailable()
    {
        await using var rig = await FleetRig.StartAsync();
        var pod = await rig.CreatePodAsync("web", "n1");

        var log = await rig.Fleet.OpenLogAsync(pod, Options, CancellationToken.None);

        Assert.Equal((503, "ServiceUnavailable", "node \"n1\" is not connected"), (log.Error!.Code, log.Error.Reason, log.Error.Message));
    }

    [Fact]
    public async Task OpenLog_NodeHasNone_AnswersItsMessage()
    {
        await using var rig = await FleetRig.StartAsync();
        await using var node = await ConnectAsync(rig);
        var pod = await rig.CreatePodAsync("web", "n1");
        var end = new StreamEnd(StreamEnd.NotFound, "container \"c\" in pod \"web\" is waiting to start: it has no log yet");
        node.OnStream = effect => effect is LinkEffect.StreamOpened opened ? [new LinkEvent.StreamClose(opened.Stream, end)] : [];

        var log = await rig.Fleet.OpenLogAsync(pod, Options, CancellationToken.None);

        Assert.Equal((400, "BadRequest"), (log.Error!.Code, log.Error.Reason));
        Assert.Contains("waiting to start", log.Error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Log_SlowReader_NodeSendsNoMoreThanTheWindowAhead()
    {
        await using var rig = await FleetRig.StartAsync();
        await using var node = await ConnectAsync(rig);
        var pod = await rig.CreatePodAsync("web", "n1");
        long sent = 0;
        node.OnStream = effect => Feed(effect, ref sent);

        var log = await FleetRig.DoAsync(rig.Fleet.OpenLogAsync(pod, Options, CancellationToken.None));

        long read = 0;
        long ahead = 0;
        var byteSum = 0L;
        await foreach (var bytes in log)
        {
            read += bytes.Length;
            byteSum += bytes.Span[0];
            ahead = Math.Max(ahead, Interlocked.Read(ref sent) - (read - bytes.Length));
            await Task.Yield();
        }

        Assert.Equal(Total, read);
        Assert.True(byteSum > 0);
        Assert.InRange(ahead, 1, LinkLimits.Default.StreamWindow);
    }

    [Fact]
    public async Task Log_ReaderLeaves_NodeIsToldAndStops()
    {
        await using var rig = await FleetRig.StartAsync();
        await using var node = await ConnectAsync(rig);
        var pod = await rig.CreatePodAsync("web", "n1");
        long sent = 0;
        node.OnStream = effect => Feed(effect, ref sent);
        var log = await FleetRig.DoAsync(rig.Fleet.OpenLogAsync(pod, Options with { Follow = true }, CancellationToken.None));

        await foreach (var bytes in log)
        {
            Assert.False(bytes.IsEmpty);
            break;
        }

        await FleetRig.Until(() => node.Effects.OfType<LinkEffect.StreamEnded>().Any(ended => ended.End.Reason == StreamEnd.Canceled));
        Assert.True(sent < Total);
    }

    [Fact]
    public async Task Log_NodeLost_BreaksOff()
    {
        await using var rig = await FleetRig.StartAsync();
        await using var node = await ConnectAsync(rig);
        var pod = await rig.CreatePodAsync("web", "n1");
        long sent = 0;
        node.OnStream = effect => Feed(effect, ref sent);
        var log = await FleetRig.DoAsync(rig.Fleet.OpenLogAsync(pod, Options with { Follow = true }, CancellationToken.None));

        var lost = Task.CompletedTask;
        var error = await Assert.ThrowsAsync<IOException>(async () =>
        {
            await foreach (var bytes in log)
            {
                lost = lost == Task.CompletedTask ? node.DisconnectAsync() : lost;
                await lost;
            }
        });

        Assert.Equal("node \"n1\" is not connected", error.Message);
    }

    private static async Task<TestNode> ConnectAsync(FleetRig rig)
    {
        var node = new TestNode("n1");
        await node.ConnectAsync(rig.Fleet);
        await FleetRig.Until(() => node.IsInSync && rig.Presence.Find("n1").Connected);
        return node;
    }

    // Sends as much as there is credit for, and closes after the last byte.
    private static IEnumerable<LinkEvent> Feed(LinkEffect effect, ref long sent)
    {
        if (effect is not LinkEffect.StreamCredit credit || sent == Total)
        {
            return [];
        }

        var bytes = new byte[(int)Math.Min(credit.Available, Total - sent)];
        bytes.AsSpan().Fill(1);
        sent += bytes.Length;
        var write = new LinkEvent.StreamWrite(credit.Stream, bytes);
        return sent == Total ? [write, new LinkEvent.StreamClose(credit.Stream, new StreamEnd(StreamEnd.Completed))] : [write];
    }
}
