namespace EdgeKube.Api;

/// <summary>An object, or every fault that kept it from being one.</summary>
/// <param name="Object">The object; null when there are faults.</param>
/// <param name="Errors">All faults; empty when there is an object.</param>
public sealed record DecodeResult(ApiObject? Object, IReadOnlyList<FieldError> Errors)
{
    /// <summary>Unknown and doubled fields that were left out, when that was allowed.</summary>
    public IReadOnlyList<FieldError> Tolerated { get; init; } = [];
}
