using EdgeKube.Controller.Store;

namespace EdgeKube.Controller.Api;

/// <summary>
/// The newest events as watchers are told them: a thousand watchers of one collection want the same bytes at the same moment. Whoever
/// finds none makes them, perhaps twice; nobody waits.
/// </summary>
internal sealed class RecentEvents
{
    // Those who are further behind than this are few.
    private const int Slots = 256;

    // With the number of slots this bounds what is kept to 4 MiB.
    private const int LargestBytes = 16 << 10;

    private readonly Told?[] _slots = new Told?[Slots];

    public ReadOnlyMemory<byte>? Find(Kind kind, string type, StoreEvent change) =>
        Volatile.Read(ref SlotOf(change)) is { } told && ReferenceEquals(told.Change, change) && ReferenceEquals(told.Kind, kind) && told.Type == type
            ? told.Bytes
            : default(ReadOnlyMemory<byte>?);

    public void Add(Kind kind, string type, StoreEvent change, ReadOnlyMemory<byte> bytes)
    {
        if (bytes.Length <= LargestBytes)
        {
            Volatile.Write(ref SlotOf(change), new Told(kind, type, change, bytes));
        }
    }

    private ref Told? SlotOf(StoreEvent change) => ref _slots[change.ModRevision % Slots];

    private sealed record Told(Kind Kind, string Type, StoreEvent Change, ReadOnlyMemory<byte> Bytes);
}
