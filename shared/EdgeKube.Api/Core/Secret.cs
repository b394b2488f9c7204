using System.ComponentModel;
using System.Text.Json.Serialization;

namespace EdgeKube.Api;

/// <summary>Confidential data for pods to use.</summary>
[Description("Confidential data for pods to use.")]
public sealed record Secret : ApiObject
{
    [JsonPropertyOrder(-3)]
    public override string Kind => "Secret";

    [JsonPropertyOrder(-2)]
    public override string ApiVersion => "v1";

    [Description("Bytes (base64) by key.")]
    public IReadOnlyDictionary<string, byte[]>? Data { get; init; }

    [Description("Text by key, merged into data when written and never read back.")]
    public IReadOnlyDictionary<string, string>? StringData { get; init; }

    [Description("What the data is for. Default Opaque.")]
    public string? Type { get; init; }

    [Description("True forbids every later change of the data.")]
    public bool? Immutable { get; init; }
}
