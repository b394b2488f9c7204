using EdgeKube.Link.Sync;

namespace EdgeKube.Agent.Link;

/// <summary>Reports little by little, as the controller takes it.</summary>
internal interface IReportSource
{
    /// <summary>What is to be reported now; none: nothing more until something changes. Must not block: the link's own loop calls it.</summary>
    /// <param name="isReported">Whether the controller has the entry under a key as it is now.</param>
    IReadOnlyList<SetChange> Next(Func<string, bool> isReported);
}
