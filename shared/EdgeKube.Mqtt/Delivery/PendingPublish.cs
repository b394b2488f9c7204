namespace EdgeKube.Mqtt;

/// <summary>A QoS 1 message until its PUBACK, with whose reason it completes; all else is guarded by the outbox's lock.</summary>
internal sealed class PendingPublish(MqttMessage message, long size, long sequence)
    : TaskCompletionSource<MqttReasonCode>(TaskCreationOptions.RunContinuationsAsynchronously)
{
    public MqttMessage Message { get; } = message;

    public long Size { get; } = size;

    /// <summary>Order of publishing, which redelivery keeps.</summary>
    public long Sequence { get; } = sequence;

    /// <summary>0 until it was first sent.</summary>
    public ushort PacketId { get; set; }

    /// <summary>Sent on an earlier connection of the same session.</summary>
    public bool Duplicate { get; set; }

    /// <summary>No longer wanted; skipped when its turn comes.</summary>
    public bool Removed { get; set; }
}
