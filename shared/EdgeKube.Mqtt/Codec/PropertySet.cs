namespace EdgeKube.Mqtt;

/// <summary>Which properties a packet may hold, one bit per identifier (table 2-4 of the specification).</summary>
internal static class PropertySet
{
    public const ulong Publish = (1UL << 1) | (1UL << 2) | (1UL << 3) | (1UL << 8) | (1UL << 9) | (1UL << 35) | User;

    /// <summary>A server's PUBLISH may name the subscriptions it was sent for.</summary>
    public const ulong PublishFromServer = Publish | (1UL << 11);

    public const ulong Will = (1UL << 1) | (1UL << 2) | (1UL << 3) | (1UL << 8) | (1UL << 9) | (1UL << 24) | User;

    public const ulong Connect = (1UL << 17) | (1UL << 21) | (1UL << 22) | (1UL << 23) | (1UL << 25) | (1UL << 33) | (1UL << 34) | (1UL << 39) | User;

    public const ulong ConnAck = (1UL << 17) | (1UL << 18) | (1UL << 19) | (1UL << 21) | (1UL << 22) | (1UL << 26) | (1UL << 28) | (1UL << 31) |
        (1UL << 33) | (1UL << 34) | (1UL << 36) | (1UL << 37) | (1UL << 39) | (1UL << 40) | (1UL << 41) | (1UL << 42) | User;

    /// <summary>PUBACK, SUBACK, UNSUBACK.</summary>
    public const ulong Acknowledgement = (1UL << 31) | User;

    public const ulong Subscribe = (1UL << 11) | User;

    public const ulong Unsubscribe = User;

    public const ulong DisconnectFromClient = (1UL << 17) | (1UL << 31) | User;

    public const ulong DisconnectFromServer = (1UL << 28) | (1UL << 31) | User;

    /// <summary>Those that may occur more than once.</summary>
    public const ulong Repeatable = (1UL << 11) | User;

    private const ulong User = 1UL << 38;
}
