using System.Text;
using EdgeKube.Agent.Pods;
using EdgeKube.Api;

namespace EdgeKube.Agent.Tests.Pods;

public sealed class ContainerEnvironmentTests
{
    private static readonly ReplicaStub Inputs = new(
        new ConfigMap
        {
            Metadata = new ObjectMeta { Name = "m", Namespace = "default" },
            Data = new Dictionary<string, string> { ["good"] = "1", ["bad-key"] = "2", ["3bad"] = "3", ["A"] = "fromcm" },
        },
        new Secret { Metadata = new ObjectMeta { Name = "s", Namespace = "default" }, Data = new Dictionary<string, byte[]> { ["good"] = Encoding.UTF8.GetBytes("secret") } });

    // The recording inside/env-expansion, without the service variables.
    [Fact]
    public void Resolve_RecordedExpansion_GivesTheRecordedValues()
    {
        var result = Resolve(
            Env("A", "a"), Env("B", "$(A)-b"), Env("C", "$(LATER)"), Env("LATER", "z"), Env("D", "$$(A)"), Env("E", "$(MISSING)"),
            Env("F", "$A $(A"), Env("G", "$$$(A)"), Env("A2", "$(A)$(B)"), new EnvVar { Name = "EMPTY" }, Env("A", "second"));
        Assert.Equal(
            new Dictionary<string, string>
            {
                ["A2"] = "aa-b",
                ["A"] = "second",
                ["B"] = "a-b",
                ["C"] = "$(LATER)",
                ["D"] = "$(A)",
                ["E"] = "$(MISSING)",
                ["EMPTY"] = "",
                ["F"] = "$A $(A",
                ["G"] = "$a",
                ["LATER"] = "z",
            },
            result.ByName);
    }

    [Fact]
    public void Resolve_EnvFrom_AddsPrefixesAndLaterWins()
    {
        var container = new Container
        {
            Name = "c",
            EnvFrom =
            [
                new EnvFromSource { ConfigMapRef = new ConfigMapEnvSource { Name = "m" } },
                new EnvFromSource { Prefix = "P_", ConfigMapRef = new ConfigMapEnvSource { Name = "m" } },
                new EnvFromSource { SecretRef = new SecretEnvSource { Name = "s" } },
                new EnvFromSource { ConfigMapRef = new ConfigMapEnvSource { Name = "nope", Optional = true } },
            ],
            Env = [Env("A", "direct")],
        };
        var values = Resolve(container).ByName;
        Assert.Equal(("3", "direct", "fromcm", "2", "secret"), (values["3bad"], values["A"], values["P_A"], values["P_bad-key"], values["good"]));
    }

    [Theory]
    [InlineData("metadata.name", "p")]
    [InlineData("metadata.namespace", "default")]
    [InlineData("metadata.uid", "uid-1")]
    [InlineData("metadata.labels['x']", "lx")]
    [InlineData("metadata.labels['none']", "")]
    [InlineData("metadata.annotations['y']", "ay")]
    [InlineData("spec.nodeName", "n1")]
    [InlineData("spec.serviceAccountName", "default")]
    [InlineData("status.podIP", "10.42.0.9")]
    [InlineData("status.podIPs", "10.42.0.9,fd00::9")]
    [InlineData("status.hostIP", "192.0.2.1")]
    public void Resolve_FieldRef_GivesThePodsField(string fieldPath, string expected)
        => Assert.Equal(expected, Resolve(From(new EnvVarSource { FieldRef = new ObjectFieldSelector { FieldPath = fieldPath } })).ByName["X"]);

    [Fact]
    public void Resolve_ConfigMapMissing_SaysSo()
        => Assert.Equal("configmap \"absent\" not found", Resolve(From(new EnvVarSource { ConfigMapKeyRef = new ConfigMapKeySelector { Name = "absent", Key = "k" } })).Error);

    [Fact]
    public void Resolve_KeyMissing_SaysSo()
        => Assert.Equal(
            "couldn't find key k in Secret default/s",
            Resolve(From(new EnvVarSource { SecretKeyRef = new SecretKeySelector { Name = "s", Key = "k" } })).Error);

    [Fact]
    public void Resolve_OptionalKeyMissing_LeavesTheVariableOut()
    {
        var result = Resolve(From(new EnvVarSource { SecretKeyRef = new SecretKeySelector { Name = "absent", Key = "k", Optional = true } }));
        Assert.Null(result.Error);
        Assert.Empty(result.Variables);
    }

    private static EnvVar Env(string name, string value) => new() { Name = name, Value = value };

    private static EnvVar From(EnvVarSource source) => new() { Name = "X", ValueFrom = source };

    private static EnvironmentResult Resolve(params EnvVar[] env) => Resolve(new Container { Name = "c", Env = env });

    private static EnvironmentResult Resolve(Container container)
    {
        var pod = TestPods.Build();
        pod = pod with
        {
            Metadata = pod.Metadata with
            {
                Labels = new Dictionary<string, string> { ["x"] = "lx" },
                Annotations = new Dictionary<string, string> { ["y"] = "ay" },
            },
        };
        return ContainerEnvironment.Resolve(pod, container, Inputs, ["10.42.0.9", "fd00::9"], new PodManagerOptions { NodeName = "n", NodeIP = "192.0.2.1", MemoryCapacityBytes = 1 << 30 });
    }
}
