using EdgeKube.Api;
using EdgeKube.Controller.Security;
using EdgeKube.Controller.Store;

namespace EdgeKube.Controller.Api;

/// <summary>An object that somebody wants to be stored.</summary>
/// <param name="Caller">Who.</param>
/// <param name="Kind">The object's kind.</param>
/// <param name="Object">As it would be stored.</param>
internal sealed record AdmissionRequest(Caller Caller, Kind Kind, ApiObject Object)
{
    private readonly List<Action<StoreTransaction>> _extensions = [];

    /// <summary>As it is stored; null when it is new.</summary>
    public ApiObject? Current { get; init; }

    /// <summary>Null: the object itself; else what of it is changed, such as <c>status</c>.</summary>
    public string? Subresource { get; init; }

    /// <summary>Tells the caller something although the request succeeds.</summary>
    public Action<string> Warn { get; init; } = static _ => { };

    public bool IsCreate => Current is null;

    /// <summary>What becomes durable in the same moment as the object, and is forgotten with a dry run.</summary>
    public IReadOnlyList<Action<StoreTransaction>> Extensions => _extensions;

    public void Extend(Action<StoreTransaction> extension) => _extensions.Add(extension);
}
