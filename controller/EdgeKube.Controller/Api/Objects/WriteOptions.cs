using EdgeKube.Controller.Api.ManagedFields;

namespace EdgeKube.Controller.Api;

/// <param name="IsDryRun">Everything but the store: the answer is what would have been stored.</param>
/// <param name="Warn">Told what the caller should know although the write succeeds; null when nobody listens.</param>
internal readonly record struct WriteOptions(bool IsDryRun, Action<string>? Warn = null)
{
    /// <summary>Under whose name changes are tracked; null: the controller itself writes.</summary>
    public FieldWriter? Writer { get; init; }
}
