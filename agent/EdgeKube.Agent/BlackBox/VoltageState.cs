namespace EdgeKube.Agent.BlackBox;

/// <summary>Whether the supply is or was too weak.</summary>
internal enum VoltageState
{
    /// <summary>The board does not tell.</summary>
    Unknown,

    Good,

    /// <summary>It has been too low since the machine started.</summary>
    UnderVoltage,
}
