using System.ComponentModel;

namespace EdgeKube.Api;

/// <summary>The role that a binding gives.</summary>
[Description("The role that a binding gives.")]
public sealed record RoleRef
{
    /// <summary>The one group of roles.</summary>
    public const string Group = "rbac.authorization.k8s.io";

    [Description("Group of the role: rbac.authorization.k8s.io.")]
    public string ApiGroup { get; init => field = value ?? ""; } = "";

    [Description("Role or ClusterRole.")]
    public string Kind { get; init => field = value ?? ""; } = "";

    [Description("Name of the role.")]
    public string Name { get; init => field = value ?? ""; } = "";
}
