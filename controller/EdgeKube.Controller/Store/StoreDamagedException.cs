namespace EdgeKube.Controller.Store;

/// <summary>The file is not a store that can be trusted. It was not changed.</summary>
internal sealed class StoreDamagedException(string path, string found) : Exception(
    $"store \"{path}\": damaged: {found}; nothing was changed: move {Path.GetDirectoryName(path)} away and keep it, then run edgectl restore FILE --data-dir {Path.GetDirectoryName(path)} with the latest backup and start again");
