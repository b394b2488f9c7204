using System.Text;
using EdgeKube.Link.Frames;

namespace EdgeKube.Link.Sync;

/// <summary>The entries an owner holds, and their digest.</summary>
internal sealed class OwnedSet(LinkLimits limits)
{
    private readonly Dictionary<string, OwnedEntry> _entries = new(StringComparer.Ordinal);

    public SetDigest Digest { get; private set; }

    public IReadOnlyDictionary<string, OwnedEntry> Entries => _entries;

    public ContentHash? FindHash(string key) => _entries.TryGetValue(key, out var entry) ? entry.Hash : null;

    /// <summary>Takes a change; false when it changes nothing.</summary>
    public bool Take(SetChange change)
    {
        var before = FindHash(change.Key);
        ContentHash? after = change.Content is { } content ? ContentHash.Of(content.Span) : null;
        if (before == after)
        {
            return false;
        }

        if (after is { } hash)
        {
            Check(change, isNew: before is null);
            _entries[change.Key] = new(hash, change.Content!.Value);
        }
        else
        {
            _entries.Remove(change.Key);
        }

        Digest = Digest.Replace(change.Key, before, after);
        return true;
    }

    // What the other end would refuse must not leave this one: it would be sent for ever.
    private void Check(SetChange change, bool isNew)
    {
        if (change.Key.Length == 0 || Encoding.UTF8.GetByteCount(change.Key) > FieldCaps.Key)
        {
            throw new ArgumentException($"the key \"{change.Key}\" is empty or longer than {FieldCaps.Key} bytes");
        }

        if (change.Content!.Value.Length > limits.MaxContent)
        {
            throw new ArgumentException($"the content of {change.Key} is larger than {limits.MaxContent} bytes");
        }

        if (isNew && _entries.Count >= limits.MaxEntries)
        {
            throw new ArgumentException($"{change.Key} would be more than {limits.MaxEntries} entries");
        }
    }
}
