namespace EdgeKube.Agent.Tests.Runtime.Memory;

/// <summary>What becomes of one call.</summary>
internal enum CallFault
{
    None,

    /// <summary>Refused; nothing was done.</summary>
    Error,

    /// <summary>Done, late.</summary>
    Delay,

    /// <summary>Never answered; the caller's deadline ends it, and nothing was done.</summary>
    Hang,

    /// <summary>Done, and the connection broke before the answer.</summary>
    LostReply,
}
