using System.ComponentModel;
using System.Text.Json.Serialization;

namespace EdgeKube.Api;

/// <summary>A user for programs in pods.</summary>
[Description("A user for programs in pods.")]
public sealed record ServiceAccount : ApiObject
{
    [JsonPropertyOrder(-3)]
    public override string Kind => "ServiceAccount";

    [JsonPropertyOrder(-2)]
    public override string ApiVersion => "v1";

    [Description("Secrets that pods of this account are meant to use.")]
    [ListKeys("name")]
    public IReadOnlyList<ObjectReference>? Secrets { get; init; }

    [Description("Secrets with credentials for registries, for pods that name none themselves.")]
    [Atomic]
    public IReadOnlyList<LocalObjectReference>? ImagePullSecrets { get; init; }

    [Description("Whether pods of this account get its token mounted, unless they say otherwise.")]
    public bool? AutomountServiceAccountToken { get; init; }
}
