using EdgeKube.Controller.Store;

namespace EdgeKube.Controller.Security.Sealing;

/// <summary>
/// Seals every Secret with a new key and forgets the old ones. Killed in the middle, it leaves a file with all keys, which opens everything; done again, it
/// comes to its end.
/// </summary>
internal sealed class SecretKeyRotation(IClusterStore store, SecretSeal seal, string directory)
{
    private const string Secrets = "/secrets/";
    private const int BatchWrites = 64;

    // Two at once would each take the other's key for an old one.
    private readonly SemaphoreSlim _turn = new(1);

    /// <returns>How many Secrets were written again.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            var fresh = SecretKey.New();
            IReadOnlyList<SecretKey> all = [fresh, .. SecretKeyFile.Open(directory)];

            // Save first: a Secret sealed with a key that is on no disk would be lost.
            SecretKeyFile.Write(directory, all);
            seal.Use(all);
            var count = await SealAgainAsync(cancellationToken);

            // Versions of before are sealed with the old keys; they go with the history.
            await store.CompactAsync(store.Revision, cancellationToken);
            SecretKeyFile.Write(directory, [fresh]);
            seal.Use([fresh]);
            return count;
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task<int> SealAgainAsync(CancellationToken cancellationToken)
    {
        var entries = store.Range(Secrets).Entries;
        for (var from = 0; from < entries.Count; from += BatchWrites)
        {
            await Task.WhenAll(entries.Skip(from).Take(BatchWrites).Select(entry => SealAgainAsync(entry, cancellationToken)));
        }

        return entries.Count;
    }

    // Whoever has written it meanwhile has sealed it with the new key.
    private Task SealAgainAsync(StoreEntry entry, CancellationToken cancellationToken) =>
        store.CommitAsync(new StoreTransaction().When(entry.Key, entry.ModRevision).Put(entry.Key, entry.Value), cancellationToken);
}
