using System.Text.Json;
using EdgeKube.Controller.Store;
using EdgeKube.Link;

namespace EdgeKube.Controller.Security.Identities;

/// <summary>The records of enrolled identities in the cluster store. Reads come from memory.</summary>
internal sealed class IdentityStore(IClusterStore store)
{
    public const string Prefix = "/edgekube/identities/";

    private const int MaxAttempts = 16;

    public static string KeyOf(Identity identity) => Prefix + identity;

    public static ReadOnlyMemory<byte> Encode(IdentityRecord record) =>
        JsonSerializer.SerializeToUtf8Bytes(record, SecurityJsonContext.Default.IdentityRecord);

    public IdentityRecord? Find(Identity identity) => Read(identity).Record;

    public Stored<IdentityRecord> Read(Identity identity) => store.Find(KeyOf(identity)) is { } entry
        ? new(JsonSerializer.Deserialize(entry.Value.Span, SecurityJsonContext.Default.IdentityRecord), entry.ModRevision)
        : default;

    /// <summary>One more key for an identity that has several; the oldest gives way when there are too many.</summary>
    public async Task AddKeyAsync(Identity identity, EnrolledKey added, CancellationToken cancellationToken)
    {
        var anew = new IdentityRecord { Identity = identity.ToString(), Keys = [added] };
        var first = new StoreTransaction().When(KeyOf(identity), 0).Put(KeyOf(identity), Encode(anew));
        if (!(await store.CommitAsync(first, cancellationToken)).Succeeded)
        {
            await ChangeAsync(
                identity,
                record => record with { Keys = [.. record.Keys.Where(key => key.Hash != added.Hash).TakeLast(IdentityRecord.MaxKeys - 1), added] },
                cancellationToken);
        }
    }

    /// <summary>Changes a record; false when there is none. A change that changes nothing writes nothing.</summary>
    public async Task<bool> ChangeAsync(Identity identity, Func<IdentityRecord, IdentityRecord> change, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < MaxAttempts; attempt++)
        {
            var (record, revision) = Read(identity);
            if (record is null)
            {
                return false;
            }

            var next = change(record);
            if (next == record)
            {
                return true;
            }

            var key = KeyOf(identity);
            var commit = await store.CommitAsync(new StoreTransaction().When(key, revision).Put(key, Encode(next)), cancellationToken);
            if (commit.Succeeded)
            {
                return true;
            }
        }

        throw new StoreUnavailableException($"{identity}: its record changes all the time");
    }
}
