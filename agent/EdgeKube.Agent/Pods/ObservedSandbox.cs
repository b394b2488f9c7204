namespace EdgeKube.Agent.Pods;

/// <param name="Stopped">Its network was given back since this program runs.</param>
/// <param name="IPs">Empty with the node's network.</param>
internal sealed record ObservedSandbox(string Id, uint Attempt, bool Ready, bool Stopped, IReadOnlyList<string> IPs);
