namespace EdgeKube.Controller.Store;

/// <summary>The file was written by a newer release. It was not changed.</summary>
internal sealed class StoreVersionException(string path, long found, long known) : Exception(
    $"store \"{path}\": has format {found}, this release knows formats up to {known}; nothing was changed: install the release that wrote it, or a newer one");
