namespace EdgeKube.Agent.Pods.Shutdown;

/// <param name="Uid">Which pod.</param>
/// <param name="Grace">Between SIGTERM and SIGKILL: the pod's own, but no longer than its group may take.</param>
internal sealed record ShutdownPod(string Uid, TimeSpan Grace);
