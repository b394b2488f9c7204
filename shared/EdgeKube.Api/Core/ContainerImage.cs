using System.ComponentModel;
using System.Text.Json.Serialization;

namespace EdgeKube.Api;

/// <summary>An image present on a node.</summary>
[Description("An image present on a node.")]
public sealed record ContainerImage
{
    [Description("Names by which the image is known.")]
    public IReadOnlyList<string>? Names { get; init; }

    [Description("Size in bytes.")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public long SizeBytes { get; init; }
}
