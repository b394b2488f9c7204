using EdgeKube.Link.Streams;
using EdgeKube.Link.Sync;
using Xunit.Abstractions;

namespace EdgeKube.Link.Tests;

/// <summary>A slow link with more to carry than it can: what somebody waits for still arrives soon.</summary>
public sealed class PriorityTests(ITestOutputHelper output)
{
    private const int SixtyFourKilobits = 8_000;

    [Fact]
    public void Step_LogsFillTheLink_AStatusArrivesWithinSeconds()
    {
        var (wire, controller, node) = Join();
        wire.Controller(new LinkEvent.StreamOpen(controller.NextStreamId, StreamKinds.Logs, new Dictionary<string, string>()));
        Feed(wire, node);
        var longest = 0L;
        for (var i = 0; i < 20; i++)
        {
            wire.Run(7_000);
            wire.Node(new LinkEvent.Changed([LinkPair.Put("Pod/default/a", $"{i}")]));
            longest = Math.Max(longest, RunUntil(wire, () => node.IsReportInSync));
        }

        var logged = wire.AtController.OfType<LinkEffect.StreamData>().Sum(d => d.Bytes.Length);
        output.WriteLine($"figure: a status under a log that fills 64 kbit/s: {longest} ms at most; {logged} bytes of log in {wire.Now / 1000 - 1_000} s");
        Assert.InRange(longest, 0, 5_000);
        Assert.InRange(logged, SixtyFourKilobits * 60, long.MaxValue);
    }

    [Fact]
    public void Step_MebibyteUnderWayToTheNode_ItsStatusAndAPodsDeletionDoNotWait()
    {
        var (wire, controller, node) = Join();
        var large = new byte[1 << 20];
        new Random(1).NextBytes(large);
        wire.Controller(new LinkEvent.Changed([new("ConfigMap/default/large", large)], 6));
        wire.Run(20_000);
        wire.Controller(new LinkEvent.Changed([new("Pod/default/a", null)], 7));
        var deletion = RunUntil(wire, () => wire.AtNode.OfType<LinkEffect.Apply>().Any(a => a.Deletes.Count > 0));
        wire.Node(new LinkEvent.Changed([LinkPair.Put("Pod/default/a", "gone")]));
        var status = RunUntil(wire, () => node.IsReportInSync);
        output.WriteLine($"figure: beside 1 MiB on its way over 64 kbit/s: a deletion after {deletion} ms, a status acknowledged after {status} ms");
        Assert.InRange(Math.Max(deletion, status), 0, 5_000);
        Assert.False(controller.IsViewInSync);
    }

    [Fact]
    public void Step_BacklogOfEvents_TheNewestStatusDoesNotWaitForIt()
    {
        var (wire, controller, node) = Join();
        wire.Cut();
        var random = new Random(2);
        wire.Node(new LinkEvent.Changed([.. Enumerable.Range(0, 400).Select(i => new SetChange($"Event/default/e{i:D4}", Noise(random, 500)))]));
        wire.Node(new LinkEvent.Changed([LinkPair.Put("Pod/default/a", "CrashLoopBackOff")]));
        wire.Connect();
        var first = RunUntil(wire, () => controller.Report.ContainsKey("Pod/default/a"));
        wire.Run(3_000);
        wire.Node(new LinkEvent.Changed([LinkPair.Put("Pod/default/a", "Running")]));
        var second = RunUntil(wire, () => controller.Report["Pod/default/a"] == ContentHash.Of("Running"u8));
        Assert.False(node.IsReportInSync);
        output.WriteLine($"figure: before 200 kB of events over 64 kbit/s: the status after {first} ms, the next one after {second} ms");
        Assert.InRange(Math.Max(first, second), 0, 5_000);
    }

    private static byte[] Noise(Random random, int count)
    {
        var bytes = new byte[count];
        random.NextBytes(bytes);
        return bytes;
    }

    // A log without end: as soon as there is credit, it is used.
    private static void Feed(SlowWire wire, NodeLink node)
    {
        var random = new Random(3);
        wire.OnNode = effect =>
        {
            if (effect is LinkEffect.StreamCredit credit && node.IsActive)
            {
                wire.Node(new LinkEvent.StreamWrite(credit.Stream, Noise(random, (int)credit.Available)));
            }
        };
        wire.OnController = effect =>
        {
            if (effect is LinkEffect.StreamData data)
            {
                wire.Controller(new LinkEvent.StreamConsumed(data.Stream, data.Bytes.Length));
            }
        };
    }

    private static long RunUntil(SlowWire wire, Func<bool> condition)
    {
        var started = wire.Now;
        while (!condition())
        {
            wire.Run(10);
            Assert.InRange(wire.Now - started, 0, 120_000);
        }

        return wire.Now - started;
    }

    private static (SlowWire Wire, ControllerLink Controller, NodeLink Node) Join()
    {
        var controller = new ControllerLink("n1", new("e", 5), [LinkPair.Put("Pod/default/a", "1")]);
        var node = new NodeLink(new("n1", "boot"), ReplicaState.Empty);
        var wire = new SlowWire(controller, node, SixtyFourKilobits);
        wire.Connect();
        wire.Run(5_000);
        return (wire, controller, node);
    }
}
