namespace EdgeKube.Controller.Store;

/// <summary>A watcher read too slowly and was ended, so that writers need not wait for it. List again and watch from there.</summary>
internal sealed class SlowWatcherException(string prefix, int queued)
    : Exception($"watch \"{prefix}\": fell more than {queued} events behind and was ended; list again and watch from there");
