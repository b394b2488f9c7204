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
        node.OnStream = effect =>
        {
            if (effect is LinkEffect.StreamOpened opened)
            {
                _ = node.StepAsync(new LinkEvent.StreamClose(opened.Stream, new StreamEnd(StreamEnd.NotFound, "container \"c\" in pod \"web\" is waiting to start: it has no log yet")));
            }
        };

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
        node.OnStream = effect => Feed(node, effect, ref sent);

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
        node.OnStream = effect => Feed(node, effect, ref sent);
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
        node.OnStream = effect => Feed(node, effect, ref sent);
        var log = await FleetRig.DoAsync(rig.Fleet.OpenLogAsync(pod, Options with { Follow = true }, CancellationToken.None));

        var error = await Assert.ThrowsAsync<IOException>(async () =>
        {
            await foreach (var bytes in log)
            {
                if (sent > 0)
                {
                    sent = 0;
                    await node.DisconnectAsync();
                }
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
    private static void Feed(TestNode node, LinkEffect effect, ref long sent)
    {
        if (effect is LinkEffect.StreamCredit credit && sent < Total)
        {
            var size = (int)Math.Min(credit.Available, Total - sent);
            sent += size;
            var bytes = new byte[size];
            bytes.AsSpan().Fill(1);
            _ = node.StepAsync(new LinkEvent.StreamWrite(credit.Stream, bytes));
            if (sent == Total)
            {
                _ = node.StepAsync(new LinkEvent.StreamClose(credit.Stream, new StreamEnd(StreamEnd.Completed)));
            }
        }
    }
}
