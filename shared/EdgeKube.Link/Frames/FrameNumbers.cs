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
        Frame.Open => FrameNumber.Open,
        Frame.Credit => FrameNumber.Credit,
        Frame.Data => FrameNumber.Data,
        Frame.Close => FrameNumber.Close,
        Frame.Cancel => FrameNumber.Cancel,
        _ => throw new UnreachableException(),
    };

    /// <summary>Whether a frame belongs on the control topic; one that is not known belongs anywhere.</summary>
    public static bool IsControl(Frame frame) => frame is Frame.Unknown || ChannelOf(frame) == LinkChannel.Control;

    /// <summary>The only channel a frame is accepted on.</summary>
    public static LinkChannel ChannelOf(Frame frame) =>
        frame is Frame.Open or Frame.Credit or Frame.Data or Frame.Close or Frame.Cancel ? LinkChannel.Stream : LinkChannel.Control;
}
