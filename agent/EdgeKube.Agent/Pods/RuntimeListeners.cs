namespace EdgeKube.Agent.Pods;

/// <summary>Where the runtime's news go.</summary>
/// <param name="Unknown">Called with the pod of a sandbox or container that no worker looks after.</param>
internal sealed record RuntimeListeners(Func<IReadOnlyList<PodWorker>> Workers, Action<PodKey, string> Unknown, Func<bool> ViewIsValid);
