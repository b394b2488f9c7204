using EdgeKube.Api;
using EdgeKube.Controller.Security;

namespace EdgeKube.Controller.Tests.Security;

public sealed class NodeReportRulesTests
{
    public static TheoryData<string, string?> Nodes => new()
    {
        { """{"metadata":{"name":"n1","labels":{"a":"b"}}}""", null },
        { """{"metadata":{"name":"n1"},"spec":{}}""", null },
        { """{"metadata":{"name":"n1","labels":{"node-restriction.kubernetes.io/a":"b"}}}""", "the label node-restriction.kubernetes.io/a" },
        { """{"metadata":{"name":"n1"},"spec":{"taints":[{"key":"a","effect":"NoSchedule"}]}}""", "spec.taints" },
        { """{"metadata":{"name":"n1"},"spec":{"podCIDR":"10.0.0.0/8"}}""", "spec.podCIDR" },
        { """{"metadata":{"name":"n1"},"spec":{"podCIDRs":["10.0.0.0/8"]}}""", "spec.podCIDR" },
        { """{"metadata":{"name":"n1"},"spec":{"providerID":"x"}}""", "spec.providerID" },
        { """{"metadata":{"name":"n1"},"spec":{"unschedulable":true}}""", "spec.unschedulable" },
        { """{"metadata":{"name":"n1","finalizers":["x/y"]}}""", "metadata.finalizers" },
        { """{"metadata":{"name":"n1","ownerReferences":[{"apiVersion":"v1","kind":"Pod","name":"x","uid":"y"}]}}""", "metadata.ownerReferences" },
    };

    [Theory]
    [MemberData(nameof(Nodes))]
    public void FindInNode_ForbiddenPart_IsNamed(string json, string? named)
    {
        var node = System.Text.Json.JsonSerializer.Deserialize(json, CoreJsonContext.Default.Node)!;

        var violation = NodeReportRules.FindInNode(node);

        Assert.Equal(named is null, violation is null);
        Assert.EndsWith(named ?? "", violation?.Detail ?? "", StringComparison.Ordinal);
    }
}
