using EdgeKube.Controller.Api;
using EdgeKube.Controller.Security;
using EdgeKube.Controller.Store;
using EdgeKube.Link.Backup;

namespace EdgeKube.Controller.Backup;

/// <summary><c>GET /edgekube/v1/backup</c>: the store as of one revision, and the authority's files. Who may ask has been looked at.</summary>
internal sealed class BackupHandler(IClusterStore store, string authorityDirectory)
{
    // Many small items in one message, none much larger than a message should be.
    private const int PartBytes = 128 << 10;

    private const string Refusal =
        "a backup holds the authority's key and every Secret: it is given to whoever shows a certificate at the controller's own TLS door (listen), not through an external broker or a door without TLS; name that door with --server";

    // Who has shown a certificate is connected by TLS, and to this controller; what comes by a broker, or without TLS, has shown none.
    public ApiResponse Get(Caller caller) => caller.KeyHash is null
        ? Responses.Of(Statuses.Failure(403, "Forbidden", Refusal))
        : new ApiResponse(200, "application/octet-stream", default) { Parts = PartsAsync() };

    private async IAsyncEnumerable<ReadOnlyMemory<byte>> PartsAsync()
    {
        var part = new MemoryStream();
        var count = 0;
        foreach (var item in Items())
        {
            part.Write(BackupItems.Encode(item));
            count++;
            if (part.Length >= PartBytes)
            {
                yield return part.ToArray();
                part.SetLength(0);
                await Task.Yield();
            }
        }

        part.Write(BackupItems.Encode(BackupItems.End(count)));
        yield return part.ToArray();
    }

    private IEnumerable<BackupItem> Items()
    {
        foreach (var file in Directory.EnumerateFiles(authorityDirectory).Order(StringComparer.Ordinal))
        {
            yield return new BackupItem(BackupItem.Files + Path.GetFileName(file), File.ReadAllBytes(file));
        }

        foreach (var entry in store.Range("/").Entries)
        {
            yield return new BackupItem(entry.Key, entry.Value);
        }
    }
}
