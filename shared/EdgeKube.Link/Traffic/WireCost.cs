namespace EdgeKube.Link.Traffic;

/// <summary>
/// What a link costs at IP level beside its payloads: estimates, for neither end sees the packets. Measured against TLS 1.3 over IPv4 with
/// TCP timestamps; large messages cost a few per cent more than this says, a lossy link more than that.
/// </summary>
public static class WireCost
{
    /// <summary>A PUBLISH with its topic, its PUBACK, the TLS records, the TCP and IP headers and acknowledgements of both.</summary>
    public const int Message = 250;

    /// <summary>A PINGREQ with its PINGRESP and the acknowledgement.</summary>
    public const int KeepAlive = 250;

    /// <summary>TCP's and TLS' handshakes with both certificates, CONNECT and SUBSCRIBE with their answers.</summary>
    public const int Connection = 4000;
}
