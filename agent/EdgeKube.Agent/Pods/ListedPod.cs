namespace EdgeKube.Agent.Pods;

/// <param name="States">State of each of its sandboxes and containers, by id.</param>
internal sealed record ListedPod(PodKey Key, Dictionary<string, string> States);
