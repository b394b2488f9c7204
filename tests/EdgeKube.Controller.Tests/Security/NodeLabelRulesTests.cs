using EdgeKube.Controller.Security;

namespace EdgeKube.Controller.Tests.Security;

public sealed class NodeLabelRulesTests
{
    [Theory]
    [InlineData("zone", false)]
    [InlineData("example.com/zone", false)]
    [InlineData("kubernetes.io/hostname", false)]
    [InlineData("topology.kubernetes.io/zone", false)]
    [InlineData("beta.kubernetes.io/arch", false)]
    [InlineData("kubelet.kubernetes.io/anything", false)]
    [InlineData("x.node.kubernetes.io/anything", false)]
    [InlineData("notkubernetes.io/anything", false)]
    [InlineData("node-restriction.kubernetes.io", false)]
    [InlineData("node-restriction.kubernetes.io/zone", true)]
    [InlineData("x.node-restriction.kubernetes.io/zone", true)]
    [InlineData("kubernetes.io/role", true)]
    [InlineData("node-role.kubernetes.io/control-plane", true)]
    [InlineData("k8s.io/x", true)]
    [InlineData("sub.k8s.io/x", true)]
    public void IsForbidden_AsInKubernetes(string label, bool expected) => Assert.Equal(expected, NodeLabelRules.IsForbidden(label));
}
