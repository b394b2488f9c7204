namespace EdgeKube.Link.Frames;

/// <summary>Why a session is refused or over. A number not listed here comes from a newer peer.</summary>
public enum GoodbyeReason
{
    /// <summary>The controller does not know the session a frame belongs to: say hello again.</summary>
    UnknownSession = 1,

    /// <summary>No protocol version is spoken by both.</summary>
    UnsupportedProtocol = 2,

    /// <summary>The name in hello is not the one that was authenticated.</summary>
    WrongNode = 3,

    /// <summary>The sender stops in good order.</summary>
    ShuttingDown = 4,

    /// <summary>The node was removed from the cluster: it is to stop its pods, wipe its replica and keys, and answer <see cref="Left"/>.</summary>
    Removed = 5,

    /// <summary>The node has done so, and will not come back by itself.</summary>
    Left = 6,
}
