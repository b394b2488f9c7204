using System.Diagnostics;

namespace EdgeKube.Link.Frames;

internal static class FrameNumbers
{
    public static FrameNumber Of(Frame frame) => frame switch
    {
        Frame.Hello => FrameNumber.Hello,
        Frame.Welcome => FrameNumber.Welcome,
        Frame.Delta => FrameNumber.Delta,
        Frame.Inventory => FrameNumber.Inventory,
        Frame.Ack => FrameNumber.Ack,
        Frame.Probe => FrameNumber.Probe,
        Frame.Resync => FrameNumber.Resync,
        Frame.Chunk => FrameNumber.Chunk,
        Frame.Conflict => FrameNumber.Conflict,
        Frame.Goodbye => FrameNumber.Goodbye,
        Frame.Buckets => FrameNumber.Buckets,
        Frame.Select => FrameNumber.Select,
        Frame.Offer => FrameNumber.Offer,
        Frame.Have => FrameNumber.Have,
        Frame.Open => FrameNumber.Open,
        Frame.Credit => FrameNumber.Credit,
        Frame.Data => FrameNumber.Data,
        Frame.Close => FrameNumber.Close,
        Frame.Cancel => FrameNumber.Cancel,
        Frame.Part => FrameNumber.Part,
        Frame.Packed => FrameNumber.Packed,
        Frame.Accept => FrameNumber.Accept,
        _ => throw new UnreachableException(),
    };

    /// <summary>The only channel a frame is accepted on.</summary>
    public static LinkChannel ChannelOf(Frame frame) =>
        frame is Frame.Open or Frame.Credit or Frame.Data or Frame.Close or Frame.Cancel ? LinkChannel.Stream : LinkChannel.Control;

    /// <summary>
    /// What a set's owner sends keeps its order (a question that overtook a delta would void it), and so does what a stream's sender sends.
    /// An inventory is an answer, but not a small one.
    /// </summary>
    public static LinkPriority PriorityOf(Frame frame) => frame switch
    {
        Frame.Delta or Frame.Probe or Frame.Resync or Frame.Select or Frame.Inventory or Frame.Buckets => LinkPriority.Status,
        Frame.Part => LinkPriority.Bulk,
        Frame.Data or Frame.Close => LinkPriority.Logs,
        _ => LinkPriority.Control,
    };

    /// <summary>What keeps two sets in step: each of these is an answer, or is said again by timer until it has one.</summary>
    public static bool IsRepeated(Frame frame) =>
        frame is Frame.Hello or Frame.Welcome or Frame.Delta or Frame.Ack or Frame.Probe or Frame.Resync or Frame.Inventory or Frame.Buckets or Frame.Select;
}
