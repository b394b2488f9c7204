namespace EdgeKube.Agent.Probes;

/// <summary>What a probe talks to did not take or keep the connection.</summary>
internal sealed class ProbeDialException(string message) : Exception(message);
