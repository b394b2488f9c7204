using EdgeKube.Agent.Pods;
using EdgeKube.Agent.Replica;
using EdgeKube.Link;
using EdgeKube.Link.Sync;

namespace EdgeKube.Simulation;

/// <summary>
/// A node's card: the shipped image and its bytes in two generations, written in the store's four steps (temporary file, fsync, rename, fsync of
/// the directory), between any two of which the power may go.
/// </summary>
internal sealed class SimulatedDisk(World world, Plant plant)
{
    private readonly ReadOnlyMemory<byte>?[] _files = [null, null];
    private readonly HashSet<string> _deleted = [];
    private ReplicaImage? _unflushed;

    /// <summary>Where in a write the power went.</summary>
    public enum Step
    {
        Written,
        Synced,
        Renamed,
        Done,
    }

    public ReplicaImage Image { get; private set; } = ReplicaImage.Empty;

    /// <summary>Statuses as the agent last remembered them: written late, so a crash may take the newest.</summary>
    public Dictionary<string, PodReport> Statuses { get; } = [];

    public IEnumerable<KeyValuePair<string, ReplicaEntry>> Entries => Image.Entries;

    public ContentHash? FindHash(string key) => Image.Entries.TryGetValue(key, out var entry) ? entry.Hash : null;

    public bool Holds(string key) => Image.Entries.ContainsKey(key);

    /// <summary>What the link is told at the start.</summary>
    public ReplicaState State()
    {
        // In an order that does not hang on the process: the texts' hash codes, which order the image, are other ones in each.
        var state = Image.State with { Entries = Image.State.Entries.OrderBy(entry => entry.Key, StringComparer.Ordinal).ToDictionary() };
        return plant switch
        {
            Plant.ForgottenDisk => ReplicaState.Empty,
            Plant.DigestIgnoresDeletions => state with
            {
                Entries = state.Entries.Concat(_deleted.Where(key => !state.Entries.ContainsKey(key)).Select(key => KeyValuePair.Create(key, default(ContentHash)))).ToDictionary(),
            },
            _ => state,
        };
    }

    /// <summary>Writes the change as far as this step.</summary>
    public void Write(LinkEffect.Apply apply, Step until)
    {
        _deleted.UnionWith(apply.Deletes);
        var next = Image.With(apply.Upserts, plant == Plant.IgnoredDeletions ? [] : apply.Deletes, apply.Version);
        var isThere = until == Step.Done || (until == Step.Renamed && world.Chance(0.5));
        if (!isThere)
        {
            return;
        }

        if (plant == Plant.SkippedFsync)
        {
            _unflushed ??= Image;
        }

        _files[next.Generation % 2] = ReplicaCodec.Encode(next);
        Image = next;
    }

    /// <summary>The program reads the card anew.</summary>
    public void Reload() => Image = _files.OfType<ReadOnlyMemory<byte>>().Select(ReplicaCodec.Decode).MaxBy(image => image.Generation) ?? ReplicaImage.Empty;

    /// <summary>The power went: what only the cache had is gone.</summary>
    public void LosePower()
    {
        if (_unflushed is { } flushed)
        {
            _files[0] = _files[1] = null;
            _files[flushed.Generation % 2] = flushed == ReplicaImage.Empty ? (ReadOnlyMemory<byte>?)null : ReplicaCodec.Encode(flushed);
            _unflushed = null;
        }
    }

    /// <summary>Someone deleted the replica.</summary>
    public void Wipe()
    {
        (_files[0], _files[1], _unflushed) = (null, null, null);
        Statuses.Clear();
    }
}
