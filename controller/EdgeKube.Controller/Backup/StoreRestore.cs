using EdgeKube.Controller.Store;
using EdgeKube.Link.Backup;
using Microsoft.Extensions.Logging;

namespace EdgeKube.Controller.Backup;

/// <summary>
/// Puts what <c>edgectl restore</c> has laid down into the store, before anything else looks at it. The store is a new one, with an identity
/// of its own: nodes see that, and wait for a person's word. Done again after a crash in the middle, it comes to the same.
/// </summary>
internal static partial class StoreRestore
{
    public const string FileName = "restore.items";

    private const int BatchWrites = 256;
    private const long BatchBytes = 4 << 20;

    public static async Task RunAsync(string directory, IClusterStore store, ILogger log, CancellationToken cancellationToken)
    {
        var path = Path.Combine(directory, FileName);
        if (!File.Exists(path))
        {
            return;
        }

        IReadOnlyList<BackupItem> items;
        try
        {
            await using var file = File.OpenRead(path);
            items = BackupItems.Read(file);
        }
        catch (InvalidDataException error)
        {
            throw new IOException($"{path}: {error.Message}; lay it down again with edgectl restore", error);
        }

        foreach (var batch in Batches(items.Where(item => item.Name.StartsWith('/'))))
        {
            await store.CommitAsync(batch, cancellationToken);
        }

        // It holds Secrets in the clear, and is not needed any more.
        File.Delete(path);
        Restored(log, items.Count, path);
    }

    private static IEnumerable<StoreTransaction> Batches(IEnumerable<BackupItem> items)
    {
        var (batch, count, bytes) = (new StoreTransaction(), 0, 0L);
        foreach (var item in items)
        {
            if (count == BatchWrites || bytes > BatchBytes)
            {
                yield return batch;
                (batch, count, bytes) = (new StoreTransaction(), 0, 0);
            }

            batch.Put(item.Name, item.Content);
            count++;
            bytes += item.Content.Length;
        }

        if (count > 0)
        {
            yield return batch;
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Restored {Count} entries from {Path}")]
    private static partial void Restored(ILogger log, int count, string path);
}
