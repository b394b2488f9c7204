using EdgeKube.Api;
using EdgeKube.Controller.Api;

namespace EdgeKube.Controller.Security.Authorization;

/// <summary>Which rules somebody has, read from the roles and bindings in the store's memory.</summary>
internal sealed class RoleReader(ObjectReader reader)
{
    /// <summary>The rules that hold in a namespace (those of the whole cluster included); null: in the whole cluster.</summary>
    public IEnumerable<RoleGrant> GrantsOf(Caller caller, string? ns)
    {
        foreach (var binding in reader.List(KindTable.ClusterRoleBinding, null).Items.Cast<ClusterRoleBinding>())
        {
            foreach (var grant in GrantsBy(caller, binding, binding.Subjects, binding.RoleRef, ""))
            {
                yield return grant;
            }
        }

        if (string.IsNullOrEmpty(ns))
        {
            yield break;
        }

        foreach (var binding in reader.List(KindTable.RoleBinding, ns).Items.Cast<RoleBinding>())
        {
            foreach (var grant in GrantsBy(caller, binding, binding.Subjects, binding.RoleRef, ns))
            {
                yield return grant;
            }
        }
    }

    public IReadOnlyList<PolicyRule> RulesOf(Caller caller, string? ns) => [.. GrantsOf(caller, ns).Select(grant => grant.Rule)];

    /// <summary>The rules of the role that a binding in a namespace names; null when there is no such role.</summary>
    public IReadOnlyList<PolicyRule>? FindRules(RoleRef role, string ns) => role.Kind == "ClusterRole"
        ? reader.Find(KindTable.ClusterRole, null, role.Name) is ClusterRole wide ? wide.Rules ?? [] : null
        : reader.Find(KindTable.Role, ns, role.Name) is Role narrow ? narrow.Rules ?? [] : null;

    private IEnumerable<RoleGrant> GrantsBy(Caller caller, ApiObject binding, IReadOnlyList<Subject>? subjects, RoleRef role, string ns) =>
        subjects?.FirstOrDefault(subject => Subjects.Covers(subject, caller, ns)) is { } subject
            ? (FindRules(role, ns) ?? []).Select(rule => new RoleGrant(rule, () => Subjects.Describe(binding, role, subject)))
            : [];
}
