using System.ComponentModel;
using System.Text.Json.Serialization;

namespace EdgeKube.Api;

/// <summary>Permissions in the whole cluster, or in one namespace when a RoleBinding names it.</summary>
[Description("Permissions in the whole cluster, or in one namespace when a RoleBinding names it.")]
public sealed record ClusterRole : ApiObject
{
    [JsonPropertyOrder(-3)]
    public override string Kind => "ClusterRole";

    [JsonPropertyOrder(-2)]
    public override string ApiVersion => "rbac.authorization.k8s.io/v1";

    [Description("What is permitted.")]
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public IReadOnlyList<PolicyRule>? Rules { get; init; }

    [Description("Takes the rules from other ClusterRoles; the controller writes them here.")]
    public AggregationRule? AggregationRule { get; init; }
}
