using EdgeKube.Agent.Pods;
using EdgeKube.Api;

namespace EdgeKube.Agent.Tests.Pods;

internal static class TestPods
{
    public const string Image = "edgekube.test/demo:1";

    public static Pod Build(string restartPolicy = "Always", params string[] containers) => new()
    {
        Metadata = new ObjectMeta { Name = "p", Namespace = "default", Uid = "uid-1", Generation = 1 },
        Spec = new PodSpec
        {
            RestartPolicy = restartPolicy,
            NodeName = "n1",
            ServiceAccountName = "default",
            Containers = [.. (containers.Length == 0 ? ["c"] : containers).Select(name => new Container { Name = name, Image = Image })],
        },
    };

    public static Pod With(this Pod pod, Func<Container, Container> change)
        => pod with { Spec = pod.Spec! with { Containers = [.. pod.Spec.Containers.Select(change)] } };

    public static Pod WithInits(this Pod pod, params Container[] inits) => pod with { Spec = pod.Spec! with { InitContainers = inits } };

    public static Container Init(string name) => new() { Name = name, Image = Image };

    public static Container Sidecar(string name) => Init(name) with { RestartPolicy = "Always" };

    public static Pod WithResources(string? cpuRequest, string? memoryRequest, string? cpuLimit, string? memoryLimit)
        => Build().With(container => container with { Resources = Resources(cpuRequest, memoryRequest, cpuLimit, memoryLimit) });

    public static ResourceRequirements Resources(string? cpuRequest, string? memoryRequest, string? cpuLimit, string? memoryLimit)
        => new() { Requests = Amounts(cpuRequest, memoryRequest), Limits = Amounts(cpuLimit, memoryLimit) };

    public static PodGoal Run(Pod pod, PodStatus? known = null) => new(pod, known, false, null);

    public static PodGoal End(Pod pod, PodStatus? known = null) => new(pod, known, true, TimeSpan.FromSeconds(5));

    public static ObservedSandbox Sandbox(string id = "s0", uint attempt = 0, bool ready = true, bool stopped = false)
        => new(id, attempt, ready, stopped, ready ? ["10.42.0.5"] : []);

    public static ObservedContainer Seen(string name = "c", ContainerPhase phase = ContainerPhase.Running, int exitCode = 0, int restarts = 0, string sandbox = "s0") => new()
    {
        Id = $"{name}-{restarts}",
        SandboxId = sandbox,
        Name = name,
        RestartCount = restarts,
        Phase = phase,
        SpecHash = ContainerHash.Of(new Container { Name = name, Image = Image }),
        ExitCode = exitCode,
        GracePeriod = TimeSpan.FromSeconds(30),
        StartedAt = DateTimeOffset.UnixEpoch.AddSeconds(1),
        FinishedAt = phase == ContainerPhase.Exited ? DateTimeOffset.UnixEpoch.AddSeconds(2) : null,
        Reason = phase == ContainerPhase.Exited ? exitCode == 0 ? "Completed" : "Error" : "",
    };

    public static ObservedPod Observed(params ObservedContainer[] containers) => new() { Sandboxes = [Sandbox()], Containers = containers };

    private static Dictionary<string, Quantity> Amounts(string? cpu, string? memory)
    {
        var amounts = new Dictionary<string, Quantity>();
        if (cpu is not null)
        {
            amounts["cpu"] = Quantity.Parse(cpu);
        }

        if (memory is not null)
        {
            amounts["memory"] = Quantity.Parse(memory);
        }

        return amounts;
    }
}
