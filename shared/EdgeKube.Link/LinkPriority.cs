namespace EdgeKube.Link;

/// <summary>Which of the frames that wait is sent first. Frames of one priority keep their order.</summary>
public enum LinkPriority
{
    /// <summary>Hello, welcome, goodbye, acknowledgements, credit: small, and somebody waits for them.</summary>
    Control,

    /// <summary>Changes of the view and of the report, and the owner's questions about them.</summary>
    Status,

    /// <summary>Parts of large contents.</summary>
    Bulk,

    /// <summary>What streams carry.</summary>
    Logs,
}
