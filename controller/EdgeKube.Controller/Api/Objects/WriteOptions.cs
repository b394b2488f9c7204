namespace EdgeKube.Controller.Api;

/// <param name="IsDryRun">Everything but the store: the answer is what would have been stored.</param>
internal readonly record struct WriteOptions(bool IsDryRun);
