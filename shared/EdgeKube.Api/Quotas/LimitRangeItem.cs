using System.ComponentModel;

namespace EdgeKube.Api;

/// <summary>Bounds and defaults for one type of object.</summary>
[Description("Bounds and defaults for one type of object.")]
public sealed record LimitRangeItem
{
    [Description("Container, Pod or PersistentVolumeClaim.")]
    public string Type { get; init => field = value ?? ""; } = "";

    [Description("The most.")]
    public IReadOnlyDictionary<string, Quantity>? Max { get; init; }

    [Description("The least.")]
    public IReadOnlyDictionary<string, Quantity>? Min { get; init; }

    [Description("Limits of containers that name none.")]
    public IReadOnlyDictionary<string, Quantity>? Default { get; init; }

    [Description("Requests of containers that name none.")]
    public IReadOnlyDictionary<string, Quantity>? DefaultRequest { get; init; }

    [Description("How many times the request a limit may be.")]
    public IReadOnlyDictionary<string, Quantity>? MaxLimitRequestRatio { get; init; }
}
