using EdgeKube.Link;
using EdgeKube.Link.Frames;
using EdgeKube.Link.Sync;

namespace EdgeKube.Simulation;

/// <summary>Plants that sit on the wire: what one end says is changed as if its code had a fault. Without such a plant it looks into nothing.</summary>
internal sealed class WireTamper(Plant plant)
{
    /// <summary>What travels instead, and in which direction; null: nothing.</summary>
    public IReadOnlyList<(bool Up, LinkEffect.Send Message)>? Change(bool up, LinkEffect.Send message)
    {
        if (plant is not (Plant.ForgedAcks or Plant.NoProbes or Plant.ResumeAtWrongOffset or Plant.BucketIgnored))
        {
            return [(up, message)];
        }

        var (session, frame) = FrameCodec.Decode(message.Payload.Span, LinkLimits.Default);
        return (plant, frame) switch
        {
            (Plant.NoProbes, Frame.Probe) => null,
            (Plant.ForgedAcks, Frame.Delta { Set: SetId.View } delta) when !up => [(true, Encode(session, new Frame.Ack(SetId.View, delta.Sequence, delta.After)))],
            (Plant.ResumeAtWrongOffset, Frame.Have { Bytes: > 0 } have) => [(up, Encode(session, have with { Bytes = have.Bytes + 1 }))],
            (Plant.BucketIgnored, Frame.Select select) => [(up, Encode(session, select with { Chosen = [.. select.Chosen.Skip(1)] }))],
            _ => [(up, message)],
        };
    }

    private static LinkEffect.Send Encode(ulong session, Frame frame) => new(LinkChannel.Control, FrameCodec.Encode(new(session, frame)));
}
