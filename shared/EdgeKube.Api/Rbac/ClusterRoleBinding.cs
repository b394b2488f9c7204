using System.ComponentModel;
using System.Text.Json.Serialization;

namespace EdgeKube.Api;

/// <summary>Gives a ClusterRole to users, groups and ServiceAccounts in the whole cluster.</summary>
[Description("Gives a ClusterRole to users, groups and ServiceAccounts in the whole cluster.")]
public sealed record ClusterRoleBinding : ApiObject
{
    [JsonPropertyOrder(-3)]
    public override string Kind => "ClusterRoleBinding";

    [JsonPropertyOrder(-2)]
    public override string ApiVersion => "rbac.authorization.k8s.io/v1";

    [Description("Who gets the role.")]
    public IReadOnlyList<Subject>? Subjects { get; init; }

    [Atomic]
    [Description("The role that is given. Cannot be changed.")]
    public RoleRef RoleRef { get; init => field = value ?? new(); } = new();
}
