using EdgeKube.Api;
using EdgeKube.Controller.Reconcilers.ClusterRoles;
using EdgeKube.Controller.Security.Authorization;

namespace EdgeKube.Controller.Tests.Reconcilers.ClusterRoles;

public sealed class AggregationPlannerTests
{
    private static ClusterRole Find(IReadOnlyList<ClusterRole> roles, string name) => roles.Single(role => role.Name == name);

    [Fact]
    public void Plan_StandardRoles_AdminGetsWhatEditAndViewHave()
    {
        var roles = StandardRoles.All;
        for (var pass = 0; pass < 3; pass++)
        {
            roles = [.. roles.Select(role => AggregationPlanner.Plan(role, roles))];
        }

        Assert.Empty(EscalationRules.FindMissing(Find(roles, "edit").Rules!, StandardRules.View));
        Assert.Empty(EscalationRules.FindMissing(Find(roles, "admin").Rules!, Find(roles, "edit").Rules!));
        Assert.NotEmpty(EscalationRules.FindMissing(Find(roles, "view").Rules!, [StandardRules.Rule("get", "", "secrets")]));
        Assert.NotEmpty(EscalationRules.FindMissing(Find(roles, "edit").Rules!, [StandardRules.Rule("create", RoleRef.Group, "roles")]));

        // Planned again, nothing changes.
        Assert.All(roles, role => Assert.Equal(role.Rules?.Count, AggregationPlanner.Plan(role, roles).Rules?.Count));
    }

    [Fact]
    public void Plan_NobodyMatches_NoRules()
    {
        var selector = new LabelSelector { MatchLabels = new Dictionary<string, string> { ["none"] = "x" } };
        var role = new ClusterRole
        {
            Metadata = new ObjectMeta { Name = "r" },
            Rules = StandardRules.View,
            AggregationRule = new AggregationRule { ClusterRoleSelectors = [selector] },
        };

        Assert.Null(AggregationPlanner.Plan(role, [role]).Rules);
    }
}
