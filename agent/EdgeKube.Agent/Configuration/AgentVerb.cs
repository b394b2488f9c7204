namespace EdgeKube.Agent.Configuration;

/// <summary>What the program is started for.</summary>
internal enum AgentVerb
{
    /// <summary>Runs the node.</summary>
    Run,

    /// <summary>Makes this device a node of a cluster.</summary>
    Join,

    /// <summary>Makes it none again.</summary>
    Leave,

    /// <summary>Removes everything that the agent made on it.</summary>
    Reset,

    /// <summary>Says whether this machine is fit to be a node.</summary>
    Check,
}
