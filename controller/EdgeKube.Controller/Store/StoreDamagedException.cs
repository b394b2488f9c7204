namespace EdgeKube.Controller.Store;

/// <summary>The file is not a store that can be trusted. It was not changed.</summary>
internal sealed class StoreDamagedException(string path, string found) : Exception(
    $"store \"{path}\": damaged: {found}; nothing was changed: keep a copy of {path} and {path}-wal, then put a backup in their place and start again");
