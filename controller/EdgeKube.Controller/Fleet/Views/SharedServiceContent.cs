using EdgeKube.Api;
using EdgeKube.Controller.Api;

namespace EdgeKube.Controller.Fleet.Views;

/// <summary>
/// What nodes are told of each Service, with the bytes told last: while they are equal all nodes hold the same ones, or memory would grow with nodes times
/// Services. One caller at a time.
/// </summary>
internal sealed class SharedServiceContent(IResources resources)
{
    private readonly Dictionary<LinkKey, ReadOnlyMemory<byte>> _last = [];

    /// <summary>The entry as it has to be now; null for none.</summary>
    public ReadOnlyMemory<byte>? Find(LinkKey entry)
    {
        if (ServiceContent.Find(resources.Find(WellKnownKinds.Service, entry.Namespace, entry.Name) as SchemaObject) is not { } now)
        {
            _last.Remove(entry);
            return null;
        }

        if (_last.TryGetValue(entry, out var before) && before.Span.SequenceEqual(now.Span))
        {
            return before;
        }

        _last[entry] = now;
        return now;
    }

    /// <summary>The Service is gone: nobody may ask for it again.</summary>
    public void Forget(LinkKey entry) => _last.Remove(entry);
}
