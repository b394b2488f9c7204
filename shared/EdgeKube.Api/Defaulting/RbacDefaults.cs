namespace EdgeKube.Api;

/// <summary>Fills in the groups of roles and of those who get them.</summary>
internal static class RbacDefaults
{
    public static IReadOnlyList<Subject>? Apply(IReadOnlyList<Subject>? subjects) => subjects is null ? null : [.. subjects.Select(Apply)];

    public static RoleRef Apply(RoleRef role) => role.ApiGroup.Length == 0 ? role with { ApiGroup = RoleRef.Group } : role;

    private static Subject Apply(Subject subject) => subject.Kind is "User" or "Group" && string.IsNullOrEmpty(subject.ApiGroup)
        ? subject with { ApiGroup = RoleRef.Group }
        : subject;
}
