using EdgeKube.Agent.Runtime;
using EdgeKube.Agent.Security;
using EdgeKube.Agent.Tests.Pods;
using EdgeKube.Api;

namespace EdgeKube.Agent.Tests.Security;

public sealed class NodeAdmissionTests
{
    [Theory]
    [InlineData("net.ipv4.tcp_syncookies", null)]
    [InlineData("net/ipv4/tcp_syncookies", null)]
    [InlineData("kernel.msgmax", "SysctlForbidden")]
    [InlineData("net.ipv4.ip_forward", "SysctlForbidden")]
    public void Judge_Sysctl_MustBeSafe(string name, string? reason)
        => Assert.Equal(reason, NodeAdmission.Judge(With(new() { Sysctls = [new() { Name = name, Value = "1" }] }), false, null)?.Reason);

    [Theory]
    [InlineData("zone=north", "zone=north,disk=ssd", true)]
    [InlineData("zone=north", "zone=south", false)]
    [InlineData("zone=north", "", false)]
    [InlineData("zone=", "disk=ssd", false)]
    [InlineData("", "zone=south", true)]
    [InlineData("zone=north", null, true)]
    public void Judge_NodeNamedByHand_MustCarryTheLabelsAskedFor(string asked, string? labels, bool fits)
    {
        var pod = TestPods.Build();
        var verdict = NodeAdmission.Judge(pod with { Spec = pod.Spec! with { NodeSelector = Parse(asked) } }, false, labels is null ? null : new Node { Metadata = new() { Name = "n1", Labels = Parse(labels) } });
        Assert.Equal(fits ? default((string, string)?) : ("NodeAffinity", "Predicate NodeAffinity failed: node(s) didn't match Pod's node affinity/selector"), verdict is null ? default((string, string)?) : (verdict.Reason, verdict.Message));
    }

    [Theory]
    [InlineData("", null, false, null)]
    [InlineData("DiskPressure", null, false, "[DiskPressure]")]
    [InlineData("DiskPressure", null, true, null)]
    [InlineData("DiskPressure PIDPressure", "64Mi", false, "[DiskPressure PIDPressure]")]
    [InlineData("DiskPressure MemoryPressure", "64Mi", false, "[DiskPressure MemoryPressure]")]
    [InlineData("MemoryPressure", null, false, "[MemoryPressure]")]
    [InlineData("MemoryPressure", "64Mi", false, null)]
    public void JudgePressure_NewPod_IsRefusedAsTheKubeletDoes(string conditions, string? memory, bool isCritical, string? told)
    {
        var pod = TestPods.WithResources(null, memory, null, null);
        var verdict = NodeAdmission.JudgePressure(
            pod with { Spec = pod.Spec! with { Priority = isCritical ? 2_000_001_000 : null } }, conditions.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal(told is null ? null : $"Evicted: The node had condition: {told}. ", verdict is null ? null : $"{verdict.Reason}: {verdict.Message}");
    }

    [Theory]
    [InlineData("node.kubernetes.io/memory-pressure", "Exists", null, "NoSchedule", true)]
    [InlineData("node.kubernetes.io/memory-pressure", null, null, "NoSchedule", true)]
    [InlineData("node.kubernetes.io/memory-pressure", "Equal", "x", "NoSchedule", false)]
    [InlineData("node.kubernetes.io/memory-pressure", "Exists", null, "NoExecute", false)]
    [InlineData(null, "Exists", null, null, true)]
    [InlineData("other", "Exists", null, null, false)]
    public void JudgePressure_MemoryAlone_IsTolerated(string? key, string? @operator, string? value, string? effect, bool isLetIn)
    {
        var pod = TestPods.Build();
        var tolerating = pod with { Spec = pod.Spec! with { Tolerations = [new Toleration { Key = key, Operator = @operator, Value = value, Effect = effect }] } };
        Assert.Equal(isLetIn, NodeAdmission.JudgePressure(tolerating, ["MemoryPressure"]) is null);
    }

    [Theory]
    [InlineData("RuntimeDefault", false, "AppArmor")]
    [InlineData("RuntimeDefault", true, null)]
    [InlineData("Unconfined", false, null)]
    public void Judge_AppArmor_NeedsAKernelThatHasIt(string type, bool hasAppArmor, string? reason)
        => Assert.Equal(reason, NodeAdmission.Judge(With(new() { AppArmorProfile = new() { Type = type } }), hasAppArmor, null)?.Reason);

    [Theory]
    [InlineData(null, null, 0L, "", "image will run as root")]
    [InlineData(null, null, null, "", "image will run as root")]
    [InlineData(null, null, null, "web", "non-numeric user (web)")]
    [InlineData(null, null, 5L, "", null)]
    [InlineData(0L, null, 5L, "", "breaks non-root policy")]
    [InlineData(7L, 0L, 5L, "", "breaks non-root policy")]
    [InlineData(0L, 7L, 0L, "", null)]
    public void Build_RunAsNonRoot_AsksPodContainerAndImage(long? ofPod, long? own, long? ofImage, string username, string? fault)
    {
        var pod = With(new() { RunAsNonRoot = true, RunAsUser = ofPod });
        var container = pod.Spec!.Containers[0] with { SecurityContext = new() { RunAsUser = own } };
        SecurityPlan.Build(pod, container, new RuntimeImage("i", [], [], 0, ofImage, username, false), "/p", out var error);
        Assert.Equal(fault is null, error is null);
        Assert.Contains(fault ?? "", error ?? "", StringComparison.Ordinal);
    }

    [Fact]
    public void Build_GroupAlone_TakesTheUserOfTheImage()
    {
        var pod = With(new() { RunAsGroup = 5 });
        Assert.Equal((9L, 5L), (Build(pod, 9, "").RunAsUser, Build(pod, 9, "").RunAsGroup));
        Assert.Equal("web", Build(pod, null, "web").RunAsUsername);
        Assert.Equal(0L, Build(pod, null, "").RunAsUser);
    }

    [Theory]
    [InlineData(null, "RuntimeDefault", "")]
    [InlineData("Unconfined", "Unconfined", "")]
    [InlineData("Localhost", "Localhost", "/p/a/b.json")]
    public void Build_Seccomp_DefaultsToTheRuntimes(string? type, string kind, string reference)
    {
        var pod = With(type is null ? new() : new() { SeccompProfile = new() { Type = type, LocalhostProfile = type == "Localhost" ? "a/b.json" : null } });
        Assert.Equal(new ConfinementProfile(Enum.Parse<ConfinementKind>(kind), reference), Build(pod, 0, "").Seccomp);
    }

    private static Dictionary<string, string> Parse(string labels) => labels.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(label => label.Split('=')).ToDictionary(pair => pair[0], pair => pair[1]);

    private static ContainerSecurity Build(Pod pod, long? uid, string username)
        => SecurityPlan.Build(pod, pod.Spec!.Containers[0], new RuntimeImage("i", [], [], 0, uid, username, false), "/p", out _);

    private static Pod With(PodSecurityContext context)
    {
        var pod = TestPods.Build();
        return pod with { Spec = pod.Spec! with { SecurityContext = context } };
    }
}
