namespace EdgeKube.Controller.Store;

/// <param name="ActualModRevision">The key's newest revision; 0: it does not exist.</param>
internal sealed record StoreConflict(string Key, long ActualModRevision);
