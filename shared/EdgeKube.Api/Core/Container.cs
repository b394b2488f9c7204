using System.ComponentModel;
using System.Text.Json.Serialization;

namespace EdgeKube.Api;

/// <summary>One container of a pod.</summary>
[Description("One container of a pod.")]
public record Container
{
    [Description("Name, unique in the pod (a DNS label). Cannot be changed.")]
    public string Name { get; init => field = value ?? ""; } = "";

    [Description("Image to run.")]
    public string? Image { get; init; }

    [Description("Program to run instead of the image's entrypoint; $(VAR) is expanded.")]
    public IReadOnlyList<string>? Command { get; init; }

    [Description("Arguments instead of the image's; $(VAR) is expanded.")]
    public IReadOnlyList<string>? Args { get; init; }

    [Description("Directory to start in instead of the image's.")]
    public string? WorkingDir { get; init; }

    [Description("Ports the container listens on, for information.")]
    [ListKeys("containerPort", "protocol")]
    public IReadOnlyList<ContainerPort>? Ports { get; init; }

    [Description("Sources whose every key becomes an environment variable.")]
    public IReadOnlyList<EnvFromSource>? EnvFrom { get; init; }

    [Description("Environment variables; they win over envFrom.")]
    [ListKeys("name")]
    public IReadOnlyList<EnvVar>? Env { get; init; }

    [Description("CPU, memory and other resources asked for and allowed.")]
    public ResourceRequirements? Resources { get; init; }

    [Description("What a change of its cpu or memory costs while it runs; by default nothing.")]
    [Atomic]
    public IReadOnlyList<ContainerResizePolicy>? ResizePolicy { get; init; }

    [Description("Where the container sees volumes of the pod.")]
    [ListKeys("mountPath")]
    public IReadOnlyList<VolumeMount>? VolumeMounts { get; init; }

    [Description("Restarts the container when it fails.")]
    public Probe? LivenessProbe { get; init; }

    [Description("Says whether the container is ready to serve.")]
    public Probe? ReadinessProbe { get; init; }

    [Description("Holds the other probes back until it has passed; restarts the container when it fails.")]
    public Probe? StartupProbe { get; init; }

    [Description("Always, IfNotPresent or Never. Default: Always for tag latest, else IfNotPresent.")]
    [KnownValues("Always", "IfNotPresent", "Never")]
    public string? ImagePullPolicy { get; init; }

    [Description("What is done right after its start and before it is stopped.")]
    public Lifecycle? Lifecycle { get; init; }

    [Description("When it is started again, instead of the pod's: Always, OnFailure or Never. Always makes an init container a sidecar.")]
    public string? RestartPolicy { get; init; }

    [Description("Exceptions from restartPolicy by exit code; the first that fits counts.")]
    [Atomic]
    public IReadOnlyList<ContainerRestartRule>? RestartPolicyRules { get; init; }

    [Description("File the container may write its last words to.")]
    public string? TerminationMessagePath { get; init; }

    [Description("Where the last words come from: File (default), or FallbackToLogsOnError: the end of its log, too.")]
    public string? TerminationMessagePolicy { get; init; }

    [Description("Keep a standard input open for the container.")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Stdin { get; init; }

    [Description("Close standard input after the first attach ends.")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool StdinOnce { get; init; }

    [Description("Give the container a terminal.")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Tty { get; init; }

    [Description("Security settings of the container.")]
    public SecurityContext? SecurityContext { get; init; }
}
