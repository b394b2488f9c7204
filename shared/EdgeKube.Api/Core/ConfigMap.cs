using System.ComponentModel;
using System.Text.Json.Serialization;

namespace EdgeKube.Api;

/// <summary>Configuration for pods to use.</summary>
[Description("Configuration for pods to use.")]
public sealed record ConfigMap : ApiObject
{
    [JsonPropertyOrder(-3)]
    public override string Kind => "ConfigMap";

    [JsonPropertyOrder(-2)]
    public override string ApiVersion => "v1";

    [Description("Text by key. Keys consist of letters, digits, '-', '_' and '.'.")]
    public IReadOnlyDictionary<string, string>? Data { get; init; }

    [Description("Bytes (base64) by key; keys may not also be in data.")]
    public IReadOnlyDictionary<string, byte[]>? BinaryData { get; init; }

    [Description("True forbids every later change of the data.")]
    public bool? Immutable { get; init; }
}
