using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using EdgeKube.Agent.Runtime;
using EdgeKube.Api;

namespace EdgeKube.Agent.Pods;

/// <summary>Reads a container as the runtime shows it; what is not there or not readable counts as absent.</summary>
internal static class ContainerReader
{
    public static ObservedContainer Read(RuntimeContainer container) => new()
    {
        Id = container.Id,
        SandboxId = container.SandboxId,
        Name = container.Labels.GetValueOrDefault(PodLabels.ContainerName, container.Name),
        RestartCount = (int)Number(container.Annotations, PodLabels.RestartCount, container.Attempt),
        SpecHash = container.Annotations.GetValueOrDefault(PodLabels.ContainerHash, ""),
        Backoff = TimeSpan.FromSeconds(Number(container.Annotations, PodLabels.Backoff, 0)),
        GracePeriod = TimeSpan.FromSeconds(Number(container.Annotations, PodLabels.GracePeriod, (long)ContainerConfigBuilder.DefaultGrace.TotalSeconds)),
        MessagePolicy = container.Annotations.GetValueOrDefault(PodLabels.MessagePolicy, ""),
        StopSignal = StopSignals.FindNumber(container.Annotations.GetValueOrDefault(PodLabels.StopSignal)),
        LastState = Read(container.Annotations, PodLabels.LastState, CoreJsonContext.Default.ContainerStateTerminated),
        Resources = Read(container.Annotations, PodLabels.Resources, CoreJsonContext.Default.ResourceRequirements),
        ImageRef = container.ImageRef,
        Phase = container.State switch
        {
            RuntimeContainerState.Created => ContainerPhase.Created,
            RuntimeContainerState.Running => ContainerPhase.Running,
            RuntimeContainerState.Exited => ContainerPhase.Exited,
            _ => ContainerPhase.Unknown,
        },
    };

    public static ObservedContainer Add(ObservedContainer container, RuntimeContainerStatus status) => container with
    {
        ExitCode = status.ExitCode,
        Reason = status.Reason,
        Message = status.Message,
        StartedAt = status.StartedAt,
        FinishedAt = status.FinishedAt,
        ImageRef = status.ImageRef.Length > 0 ? status.ImageRef : container.ImageRef,
        LogPath = status.LogPath,
    };

    private static long Number(IReadOnlyDictionary<string, string> annotations, string name, long otherwise)
        => annotations.TryGetValue(name, out var text)
            && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number <= int.MaxValue
                ? number
                : otherwise;

    private static T? Read<T>(IReadOnlyDictionary<string, string> annotations, string name, JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return annotations.TryGetValue(name, out var json) ? JsonSerializer.Deserialize(json, type) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
