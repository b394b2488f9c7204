namespace EdgeKube.Agent.Report;

/// <summary>What the journal has to hold now.</summary>
/// <param name="Pending">Every undelivered event, in order.</param>
/// <param name="News">Those of them that were not written yet.</param>
/// <param name="Dropped">Keys of written events that no longer count.</param>
internal sealed record JournalWork(IReadOnlyList<PendingEvent> Pending, IReadOnlyList<PendingEvent> News, IReadOnlyList<string> Dropped);
