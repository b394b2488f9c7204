namespace EdgeKube.Agent.Streams;

/// <summary>What a reader of logs must know of containers.</summary>
internal interface IContainerStates
{
    /// <summary>Whether that run of the container has ended. A pod that is not known any more has ended.</summary>
    bool HasEnded(LogRequest request, int restart);

    /// <summary>Which run is the one before that of now; null: there was none.</summary>
    /// <param name="restarts">The runs of which there are logs, the newest first.</param>
    int? FindPrevious(LogRequest request, IReadOnlyList<int> restarts);

    /// <summary>Why the container has no log.</summary>
    string TellMissing(LogRequest request);
}
