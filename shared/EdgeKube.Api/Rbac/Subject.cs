using System.ComponentModel;

namespace EdgeKube.Api;

/// <summary>Somebody whom a binding names.</summary>
[Description("Somebody whom a binding names.")]
public sealed record Subject
{
    [Description("User, Group or ServiceAccount.")]
    public string Kind { get; init => field = value ?? ""; } = "";

    [Description("Group of the subject: empty for a ServiceAccount, else rbac.authorization.k8s.io.")]
    public string? ApiGroup { get; init; }

    [Description("Name of the subject.")]
    public string Name { get; init => field = value ?? ""; } = "";

    [Description("Namespace of a ServiceAccount.")]
    public string? Namespace { get; init; }
}
