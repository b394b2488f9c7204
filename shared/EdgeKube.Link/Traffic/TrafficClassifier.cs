using EdgeKube.Link.Frames;
using EdgeKube.Link.Sync;

namespace EdgeKube.Link.Traffic;

/// <summary>Tells of a message what it is spent on. Pure; safe on hostile input.</summary>
public static class TrafficClassifier
{
    /// <param name="channel">By which topic it goes.</param>
    /// <param name="payload">The message as it is sent.</param>
    public static TrafficClass Of(LinkChannel channel, ReadOnlyMemory<byte> payload)
    {
        if (channel == LinkChannel.Stream)
        {
            return TrafficClass.Logs;
        }

        try
        {
            var limits = LinkLimits.Default;
            var frame = FrameCodec.Decode(payload.Span, limits).Frame;
            return Of(frame is Frame.Packed packed ? FrameCodec.DecodeBare(Packing.Unpack(packed.Bytes, packed.Length, packed.Dictionary), limits).Frame : frame);
        }
        catch (LinkProtocolException)
        {
            return TrafficClass.Other;
        }
    }

    private static TrafficClass Of(Frame frame) => frame switch
    {
        Frame.Delta { Set: SetId.Report } delta => IsMostlyEvents(delta) ? TrafficClass.Events : TrafficClass.Status,
        Frame.Part { Set: SetId.Report } => TrafficClass.Status,
        Frame.Unknown => TrafficClass.Other,
        _ => TrafficClass.Control,
    };

    // One delta may carry both; whatever it carries more of would have been sent anyway.
    private static bool IsMostlyEvents(Frame.Delta delta)
    {
        var events = delta.Upserts.Where(upsert => IsEvent(upsert.Key)).Sum(upsert => (long)upsert.Content.Length);
        var all = delta.Upserts.Sum(upsert => (long)upsert.Content.Length);
        return delta.Upserts.Count > 0 ? 2 * events > all : delta.Deletes.Any(IsEvent);
    }

    private static bool IsEvent(string key) => key.StartsWith("Event/", StringComparison.Ordinal);
}
