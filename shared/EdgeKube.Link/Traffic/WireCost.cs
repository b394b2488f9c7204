namespace EdgeKube.Link.Traffic;

/// <summary>
/// What a link costs at IP level beside its payloads: estimates, for neither end sees the packets. Measured against TLS 1.3 over IPv4 with
/// TCP timestamps; large messages cost a few per cent more than this says, a lossy link more than that.
/// </summary>
public static class WireCost
{
    /// <summary>A PUBLISH with its topic, its PUBACK, the TLS records, the TCP and IP headers and acknowledgements of both.</summary>
    public const int Message = 250;

    /// <summary>A PUBLISH that nobody acknowledges, its TLS record, the TCP and IP headers, and its share of TCP's acknowledgements.</summary>
    public const int Unacknowledged = 110;

    /// <summary>Larger messages are acknowledged, and by that the send window learns how fast the link is; so are those of streams.</summary>
    public const int LargestUnacknowledged = 4 << 10;

    /// <summary>What a message costs beside its payload.</summary>
    public static int Of(TrafficClass spentOn, int payloadBytes) =>
        spentOn == TrafficClass.Logs || payloadBytes > LargestUnacknowledged ? Message : Unacknowledged;

    /// <summary>A PINGREQ with its PINGRESP and the acknowledgement.</summary>
    public const int KeepAlive = 250;

    /// <summary>TCP's and TLS' handshakes with both certificates, CONNECT and SUBSCRIBE with their answers.</summary>
    public const int Connection = 2800;
}
