using System.Collections.Immutable;
using EdgeKube.Agent.Pods;
using EdgeKube.Api;

namespace EdgeKube.Agent.StaticPods;

/// <summary>The static pods that are wanted, and those still being ended. One writer; any reader.</summary>
internal sealed class StaticPodSet
{
    private ImmutableDictionary<PodKey, Pod> _wanted = ImmutableDictionary<PodKey, Pod>.Empty;
    private ImmutableDictionary<string, Pod> _known = ImmutableDictionary.Create<string, Pod>(StringComparer.Ordinal);

    public IReadOnlyDictionary<PodKey, Pod> Wanted => _wanted;

    public Pod? Find(PodKey key) => _wanted.GetValueOrDefault(key);

    /// <summary>The pod of that uid, also while it is being ended.</summary>
    public Pod? FindByUid(string uid) => _known.GetValueOrDefault(uid);

    /// <summary>Takes what the files say now; returns the keys of pods that came, changed or went.</summary>
    public IReadOnlyList<PodKey> Set(IEnumerable<Pod> pods)
    {
        var next = ImmutableDictionary.CreateBuilder<PodKey, Pod>();
        foreach (var pod in pods)
        {
            // Of two files that give one name the first counts, in the order of the files' names.
            next.TryAdd(new PodKey(pod.Namespace, pod.Name), pod);
            ImmutableInterlocked.TryAdd(ref _known, pod.Uid, pod);
        }

        var before = _wanted;
        _wanted = next.ToImmutable();
        return [.. before.Keys.Union(_wanted.Keys).Where(key => before.GetValueOrDefault(key)?.Uid != _wanted.GetValueOrDefault(key)?.Uid)];
    }

    /// <summary>Nothing of that pod is left.</summary>
    public void Forget(string uid)
    {
        if (!_wanted.Values.Any(pod => pod.Uid == uid))
        {
            ImmutableInterlocked.TryRemove(ref _known, uid, out _);
        }
    }
}
