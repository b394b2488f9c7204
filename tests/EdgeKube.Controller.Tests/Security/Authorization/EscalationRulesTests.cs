using EdgeKube.Api;
using EdgeKube.Controller.Security.Authorization;

namespace EdgeKube.Controller.Tests.Security.Authorization;

public sealed class EscalationRulesTests
{
    [Theory]
    [InlineData("get list", "", "pods", "get", "", "pods", "")]
    [InlineData("*", "*", "*", "get", "apps", "deployments/scale", "")]
    [InlineData("get", "", "pods", "get list", "", "pods secrets", """{APIGroups:[""], Resources:["pods"], Verbs:["list"]};{APIGroups:[""], Resources:["secrets"], Verbs:["get" "list"]}""")]
    [InlineData("get", "", "*/log", "get", "", "pods/log", "")]
    [InlineData("get", "", "pods", "get", "", "*", """{APIGroups:[""], Resources:["*"], Verbs:["get"]}""")]
    [InlineData("get", "", "pods", "*", "", "pods", """{APIGroups:[""], Resources:["pods"], Verbs:["*"]}""")]
    public void FindMissing_Resources_WhatIsNotHeld(string verbs, string group, string resources, string wantedVerbs, string wantedGroup, string wantedResources, string missing) => Assert.Equal(
        missing,
        string.Join(';', EscalationRules.FindMissing([StandardRules.Rule(verbs, group, resources)], [StandardRules.Rule(wantedVerbs, wantedGroup, wantedResources)])));

    [Fact]
    public void FindMissing_Names_OnlyThose()
    {
        var held = StandardRules.Rule("get", "", "secrets") with { ResourceNames = ["a"] };

        Assert.Empty(EscalationRules.FindMissing([held], [held]));
        Assert.Equal(
            ["""{APIGroups:[""], Resources:["secrets"], ResourceNames:["b"], Verbs:["get"]}"""],
            EscalationRules.FindMissing([held], [held with { ResourceNames = ["a", "b"] }]));
        Assert.NotEmpty(EscalationRules.FindMissing([held], [held with { ResourceNames = null }]));
    }

    [Fact]
    public void FindMissing_Paths_ByPrefix()
    {
        var held = new PolicyRule { Verbs = ["get"], NonResourceURLs = ["/apis/*"] };

        Assert.Empty(EscalationRules.FindMissing([held], [held with { NonResourceURLs = ["/apis/apps"] }]));
        Assert.Equal(["""{NonResourceURLs:["/metrics"], Verbs:["get"]}"""], EscalationRules.FindMissing([held], [held with { NonResourceURLs = ["/metrics"] }]));
    }
}
