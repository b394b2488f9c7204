namespace EdgeKube.Controller.Fleet.Removal;

/// <summary>A node that was removed and has not said yet that it left.</summary>
/// <param name="Uid">Of its Node object.</param>
/// <param name="RemovedAt">By the controller's clock, for people.</param>
internal sealed record Tombstone(string Uid, DateTimeOffset RemovedAt);
