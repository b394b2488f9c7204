namespace EdgeKube.Api;

/// <summary>The tables of Roles and ClusterRoles, with kubectl's columns.</summary>
public static class RoleTables
{
    public static readonly ObjectTable Roles = NameAndTime.Of<Role>();

    public static readonly ObjectTable ClusterRoles = NameAndTime.Of<ClusterRole>();
}
