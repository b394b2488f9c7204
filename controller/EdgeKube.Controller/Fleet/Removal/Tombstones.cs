using System.Text.Json;
using EdgeKube.Api;
using EdgeKube.Controller.Api;
using EdgeKube.Controller.Store;

namespace EdgeKube.Controller.Fleet.Removal;

/// <summary>
/// Remembers removed nodes until they have left: written in the transaction that deletes the Node, taken away when the node says so or
/// when a Node of its name is created anew. While there is one, a node of that name gets the order to leave and nothing else.
/// </summary>
internal sealed class Tombstones(IClusterStore store, TimeProvider time) : ICommitHook
{
    private const string Prefix = "/edgekube.io/removed-nodes/";

    /// <summary>The nodes that are still to be told.</summary>
    public IEnumerable<string> Names => store.Range(Prefix).Entries.Select(entry => entry.Key[Prefix.Length..]);

    public static string KeyOf(string node) => Prefix + node;

    public void Extend(StoreTransaction transaction, Kind kind, ApiObject? before, ApiObject? after)
    {
        if (kind != KindTable.Node)
        {
            return;
        }

        if (after is not null)
        {
            transaction.Delete(KeyOf(after.Name));
        }
        else if (before is not null)
        {
            var tombstone = new Tombstone(before.Uid, MetadataRules.WholeSeconds(time.GetUtcNow()));
            transaction.Put(KeyOf(before.Name), JsonSerializer.SerializeToUtf8Bytes(tombstone, RemovalJsonContext.Default.Tombstone));
        }
    }

    public Tombstone? Find(string node) => store.Find(KeyOf(node)) is { } entry
        ? JsonSerializer.Deserialize(entry.Value.Span, RemovalJsonContext.Default.Tombstone)
        : null;

    /// <summary>The node has left, or its name is given to another device.</summary>
    public Task ForgetAsync(string node, CancellationToken cancellationToken) =>
        store.CommitAsync(new StoreTransaction().Delete(KeyOf(node)), cancellationToken);
}
