using System.ComponentModel;
using System.Text.Json.Serialization;

namespace EdgeKube.Api;

/// <summary>Permissions within one namespace.</summary>
[Description("Permissions within one namespace.")]
public sealed record Role : ApiObject
{
    [JsonPropertyOrder(-3)]
    public override string Kind => "Role";

    [JsonPropertyOrder(-2)]
    public override string ApiVersion => "rbac.authorization.k8s.io/v1";

    [Description("What is permitted.")]
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public IReadOnlyList<PolicyRule>? Rules { get; init; }
}
