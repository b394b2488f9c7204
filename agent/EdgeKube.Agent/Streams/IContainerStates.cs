namespace EdgeKube.Agent.Streams;

/// <summary>What a follower of logs must know of containers: when there is nothing more to come.</summary>
internal interface IContainerStates
{
    /// <summary>Whether that run of the container has ended. A pod that is not known any more has ended.</summary>
    bool HasEnded(LogRequest request, int restart);
}
