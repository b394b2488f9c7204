namespace EdgeKube.Controller.Store;

/// <param name="ModRevision">What the key's newest revision must be; 0: the key must not exist.</param>
internal readonly record struct StoreCondition(string Key, long ModRevision);
