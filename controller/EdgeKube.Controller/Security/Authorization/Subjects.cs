using EdgeKube.Api;
using EdgeKube.Controller.Security.ServiceAccounts;

namespace EdgeKube.Controller.Security.Authorization;

/// <summary>Whom the subjects of bindings mean. Pure.</summary>
internal static class Subjects
{
    /// <param name="subject">Of a binding.</param>
    /// <param name="caller">Who asks.</param>
    /// <param name="ns">The binding's namespace; empty when it has none.</param>
    public static bool Covers(Subject subject, Caller caller, string ns) => subject.Kind switch
    {
        "User" => subject.Name == caller.Name,
        "Group" => caller.IsIn(subject.Name),
        "ServiceAccount" => caller.Name == ServiceAccountNames.UserOf(string.IsNullOrEmpty(subject.Namespace) ? ns : subject.Namespace, subject.Name),
        _ => false,
    };

    public static string Describe(ApiObject binding, RoleRef role, Subject subject)
    {
        var name = binding.Namespace.Length == 0 ? binding.Name : $"{binding.Name}/{binding.Namespace}";
        var who = subject.Kind == "ServiceAccount" ? $"{subject.Name}/{(string.IsNullOrEmpty(subject.Namespace) ? binding.Namespace : subject.Namespace)}" : subject.Name;
        return $"{binding.Kind} \"{name}\" of {role.Kind} \"{role.Name}\" to {subject.Kind} \"{who}\"";
    }
}
