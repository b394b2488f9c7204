namespace EdgeKube.Controller.Store;

/// <summary>Another process works on the file.</summary>
internal sealed class StoreLockedException(string path) : Exception(
    $"store \"{path}\": in use by another process; stop the other edgekube-controller, or give this one its own directory");
