using System.Text.Json;
using EdgeKube.Controller.Security.Identities;
using EdgeKube.Controller.Store;

namespace EdgeKube.Controller.Security.Enrollment;

/// <summary>The tokens in the cluster store.</summary>
internal sealed class TokenStore(IClusterStore store)
{
    /// <summary>More than anyone hands out at a time; a loop that makes tokens stops here.</summary>
    public const int MaxTokens = 1000;

    private const string Prefix = "/edgekube/tokens/";

    public static string KeyOf(string id) => Prefix + id;

    public static ReadOnlyMemory<byte> Encode(TokenRecord record) =>
        JsonSerializer.SerializeToUtf8Bytes(record, SecurityJsonContext.Default.TokenRecord);

    public Stored<TokenRecord> Read(string id) => store.Find(KeyOf(id)) is { } entry ? Decode(entry) : default;

    public IReadOnlyList<TokenRecord> List() => [.. store.Range(Prefix).Entries.Select(entry => Decode(entry).Record!)];

    /// <summary>False: there are too many.</summary>
    public async Task<bool> TryAddAsync(TokenRecord record, CancellationToken cancellationToken)
    {
        if (store.Range(Prefix).Entries.Count >= MaxTokens)
        {
            return false;
        }

        return (await store.CommitAsync(new StoreTransaction().When(KeyOf(record.Id), 0).Put(KeyOf(record.Id), Encode(record)), cancellationToken)).Succeeded;
    }

    /// <summary>False: there is none of that id.</summary>
    public async Task<bool> DeleteAsync(string id, CancellationToken cancellationToken)
    {
        if (store.Find(KeyOf(id)) is null)
        {
            return false;
        }

        await store.CommitAsync(new StoreTransaction().Delete(KeyOf(id)), cancellationToken);
        return true;
    }

    /// <summary>Puts a changed record in the place of the one that was read, or does nothing if somebody was faster.</summary>
    public async Task ReplaceAsync(TokenRecord record, long revision, CancellationToken cancellationToken) =>
        await store.CommitAsync(new StoreTransaction().When(KeyOf(record.Id), revision).Put(KeyOf(record.Id), Encode(record)), cancellationToken);

    private static Stored<TokenRecord> Decode(StoreEntry entry) =>
        new(JsonSerializer.Deserialize(entry.Value.Span, SecurityJsonContext.Default.TokenRecord), entry.ModRevision);
}
