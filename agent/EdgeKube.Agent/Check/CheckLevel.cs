namespace EdgeKube.Agent.Check;

/// <summary>How a finding is meant.</summary>
internal enum CheckLevel
{
    Ok,

    /// <summary>Works, but somebody should know.</summary>
    Warn,

    /// <summary>Pods will not run, or the node is cut off.</summary>
    Fail,
}
