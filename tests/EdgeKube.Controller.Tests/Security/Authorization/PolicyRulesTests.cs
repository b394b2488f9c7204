using EdgeKube.Api;
using EdgeKube.Controller.Security;
using EdgeKube.Controller.Security.Authorization;

namespace EdgeKube.Controller.Tests.Security.Authorization;

public sealed class PolicyRulesTests
{
    [Theory]
    [InlineData("get list", "", "pods", "", "get", "", "pods", null, "p", true)]
    [InlineData("get", "", "pods", "", "list", "", "pods", null, null, false)]
    [InlineData("get", "", "pods", "", "get", "apps", "pods", null, "p", false)]
    [InlineData("get", "", "pods", "", "get", "", "pods", "log", "p", false)]
    [InlineData("get", "", "pods/log", "", "get", "", "pods", "log", "p", true)]
    [InlineData("get", "", "*/log", "", "get", "", "pods", "log", "p", true)]
    [InlineData("get", "", "*/log", "", "get", "", "pods", null, "p", false)]
    [InlineData("get", "", "*", "", "get", "", "pods", "log", "p", true)]
    [InlineData("*", "*", "*", "", "escalate", "x", "y", null, null, true)]
    [InlineData("get", "", "pods", "a b", "get", "", "pods", null, "b", true)]
    [InlineData("get", "", "pods", "a", "get", "", "pods", null, "b", false)]
    [InlineData("list", "", "pods", "a", "list", "", "pods", null, null, false)]
    [InlineData("create", "", "pods", "a", "create", "", "pods", null, "a", false)]
    [InlineData("create", "", "pods/exec", "a", "create", "", "pods", "exec", "a", true)]
    public void Allows_Resource_AsKubernetes(
        string verbs, string groups, string resources, string names, string verb, string group, string resource, string? subresource, string? name, bool allowed)
    {
        var rule = new PolicyRule
        {
            Verbs = verbs.Split(' '),
            ApiGroups = groups.Split(' '),
            Resources = resources.Split(' '),
            ResourceNames = names.Length == 0 ? null : names.Split(' '),
        };

        Assert.Equal(allowed, PolicyRules.Allows(rule, new AccessRequest(verb, null, "default", name, subresource) { Group = group, Resource = resource }));
    }

    [Theory]
    [InlineData("/healthz", "/healthz", true)]
    [InlineData("/healthz", "/healthz/ping", false)]
    [InlineData("/apis/*", "/apis/apps", true)]
    [InlineData("/apis/*", "/api", false)]
    [InlineData("*", "/metrics", true)]
    public void Allows_Path_AsKubernetes(string pattern, string path, bool allowed) => Assert.Equal(
        allowed, PolicyRules.Allows(new PolicyRule { Verbs = ["get"], NonResourceURLs = [pattern] }, new AccessRequest("get", null, null, null) { Path = path }));
}
