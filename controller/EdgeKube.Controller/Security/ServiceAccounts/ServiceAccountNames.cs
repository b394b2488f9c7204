namespace EdgeKube.Controller.Security.ServiceAccounts;

/// <summary>What a ServiceAccount is called as a user, and the groups it is in. Pure.</summary>
internal static class ServiceAccountNames
{
    public const string AllGroup = "system:serviceaccounts";
    private const string UserPrefix = "system:serviceaccount:";

    public static string UserOf(string ns, string name) => $"{UserPrefix}{ns}:{name}";

    /// <summary>All ServiceAccounts, and those of its namespace.</summary>
    public static string[] GroupsOf(string ns) => [AllGroup, $"{AllGroup}:{ns}"];

    /// <summary>Namespace and name; null when the user is no ServiceAccount.</summary>
    public static (string Namespace, string Name)? FindParts(string user) =>
        user.StartsWith(UserPrefix, StringComparison.Ordinal) && user[UserPrefix.Length..].Split(':') is [{ Length: > 0 } ns, { Length: > 0 } name] ? (ns, name) : null;
}
