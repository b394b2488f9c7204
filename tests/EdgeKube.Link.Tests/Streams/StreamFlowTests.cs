using EdgeKube.Link.Streams;

namespace EdgeKube.Link.Tests.Streams;

public sealed class StreamFlowTests
{
    [Fact]
    public void SendAndReceive_RandomSizesDoubledPieces_AllBytesOnceInOrderWithinTheWindow()
    {
        var random = new Random(4);
        for (var run = 0; run < 200; run++)
        {
            var window = random.Next(1, 200);
            var sender = new StreamSender(1, window, random.Next(1, 50));
            var receiver = new StreamReceiver(window);
            var source = new byte[2_000];
            random.NextBytes(source);
            var target = new List<byte>();
            var unconsumed = 0;
            for (var at = 0; target.Count < source.Length;)
            {
                var size = random.Next((int)Math.Min(sender.Available, source.Length - at) + 1);
                foreach (var piece in sender.Send(source.AsMemory(at, size)))
                {
                    unconsumed += Receive(receiver, piece, target) + Receive(receiver, piece, target);
                }

                at += size;
                Assert.InRange(unconsumed, 0, window);
                var consumed = random.Next(unconsumed + 1);
                unconsumed -= consumed;
                if (receiver.Consume(consumed) is { } limit)
                {
                    sender.Allow(limit);
                }
            }

            Assert.Equal(source, target);
        }
    }

    [Fact]
    public void Receive_GapOrTooMuch_IsRefused()
    {
        var receiver = new StreamReceiver(10);
        Assert.Null(receiver.Receive(1, new byte[1]));
        Assert.Null(receiver.Receive(0, new byte[11]));
        Assert.Equal(10, receiver.Receive(0, new byte[10])?.Length);
        Assert.Null(receiver.Receive(long.MaxValue, new byte[1]));
    }

    [Fact]
    public void Allow_LessThanBefore_ChangesNothing()
    {
        var sender = new StreamSender(1, 10, 5);
        Assert.False(sender.Allow(9));
        Assert.True(sender.Allow(11));
        Assert.Equal(11, sender.Available);
    }

    private static int Receive(StreamReceiver receiver, EdgeKube.Link.Frames.Frame.Data piece, List<byte> target)
    {
        var news = receiver.Receive(piece.Offset, piece.Bytes);
        Assert.NotNull(news);
        target.AddRange(news.Value.ToArray());
        return news.Value.Length;
    }
}
