using EdgeKube.Agent.Runtime;

namespace EdgeKube.Agent.Pods;

/// <summary>Either the image or why it is not there yet.</summary>
internal sealed record ImageOutcome(RuntimeImage? Image, ContainerWait? Wait);
