using EdgeKube.Link.Sending;

namespace EdgeKube.Link.Tests.Sending;

public sealed class SendQueueTests
{
    [Fact]
    public void Take_AllPriorities_InTheirOrderAndThatOfTheirComing()
    {
        var queue = new SendQueue();
        LinkPriority[] added = [LinkPriority.Logs, LinkPriority.Bulk, LinkPriority.Status, LinkPriority.Control, LinkPriority.Status, LinkPriority.Control];
        for (var i = 0; i < added.Length; i++)
        {
            Assert.True(queue.TryAdd(Frame(added[i], 100 + i)));
        }

        Assert.Equal([103, 105, 102, 104, 101, 100], Enumerable.Range(0, 6).Select(_ => queue.Take()!.Payload.Length));
        Assert.Null(queue.Take());
    }

    [Fact]
    public void Take_WindowFull_OnlyControlGoes()
    {
        var queue = new SendQueue();
        for (var i = 0; i < 10; i++)
        {
            queue.TryAdd(Frame(LinkPriority.Bulk, 8 << 10));
        }

        Assert.Equal(2, TakeAll(queue).Count);
        queue.TryAdd(Frame(LinkPriority.Control, 10));
        Assert.Equal(LinkPriority.Control, queue.Take()!.Priority);
        Assert.Null(queue.Take());
    }

    [Fact]
    public void Take_FramesThatMayBeLost_FillNoWindowAndTeachItNothing()
    {
        var queue = new SendQueue();
        for (var i = 0; i < 100; i++)
        {
            queue.TryAdd(Frame(LinkPriority.Control, 10) with { MayBeLost = true });
            queue.TryAdd(Frame(LinkPriority.Status, 4 << 10) with { MayBeLost = true });
        }

        var taken = TakeAll(queue);
        Assert.Equal(200, taken.Count);
        Assert.True(queue.IsIdle);
        taken.ForEach(frame => queue.Sent(frame, TimeSpan.Zero));
        Assert.True(queue.IsIdle);
    }

    [Fact]
    public void Take_BulkFillsTheWindow_NorGoesWhatMayBeLost()
    {
        var queue = new SendQueue();
        queue.TryAdd(Frame(LinkPriority.Bulk, 64 << 10));
        Assert.NotNull(queue.Take());
        queue.TryAdd(Frame(LinkPriority.Status, 100) with { MayBeLost = true });
        Assert.Null(queue.Take());
    }

    [Fact]
    public void Sent_PromptAndLate_WidensAndNarrowsTheWindow()
    {
        var queue = new SendQueue();
        var wide = Settle(queue, TimeSpan.FromMilliseconds(50));
        Assert.Equal(SendQueue.OtherWindow, wide);
        Assert.Equal(1, Settle(queue, TimeSpan.FromSeconds(3)));
        Assert.Equal(SendQueue.OtherWindow, Settle(queue, TimeSpan.FromMilliseconds(60)));
    }

    [Fact]
    public void TryAdd_MoreThanFits_ShedsWhatTheLinkRecoversAndRefusesControl()
    {
        var queue = new SendQueue();
        for (var i = 0; i < 4096; i++)
        {
            Assert.True(queue.TryAdd(Frame(LinkPriority.Status, 1)));
            Assert.True(queue.TryAdd(Frame(LinkPriority.Control, 1)));
        }

        Assert.Equal(0, queue.Shed);
        Assert.True(queue.TryAdd(Frame(LinkPriority.Status, 1)));
        Assert.Equal(1, queue.Shed);
        Assert.False(queue.TryAdd(Frame(LinkPriority.Control, 1)));
    }

    // How many large frames are under way at once after a while of such acknowledgements.
    private static int Settle(SendQueue queue, TimeSpan latency)
    {
        for (var round = 0; round < 40; round++)
        {
            for (var i = 0; i < SendQueue.OtherWindow; i++)
            {
                queue.TryAdd(Frame(LinkPriority.Bulk, 8 << 10));
            }

            foreach (var frame in TakeAll(queue))
            {
                queue.Sent(frame, latency);
            }
        }

        var under = TakeAll(queue);
        under.ForEach(frame => queue.Sent(frame, latency));
        return under.Count;
    }

    private static List<LinkEffect.Send> TakeAll(SendQueue queue)
    {
        var taken = new List<LinkEffect.Send>();
        while (queue.Take() is { } frame)
        {
            taken.Add(frame);
        }

        return taken;
    }

    private static LinkEffect.Send Frame(LinkPriority priority, int bytes) => new(LinkChannel.Control, new byte[bytes], priority);
}
