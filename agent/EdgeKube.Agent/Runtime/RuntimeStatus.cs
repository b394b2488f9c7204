namespace EdgeKube.Agent.Runtime;

/// <summary>Whether the runtime and its pod network can take containers; a message for people when not.</summary>
internal sealed record RuntimeStatus(bool RuntimeReady, bool NetworkReady, string Message);
