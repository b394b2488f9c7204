namespace EdgeKube.Agent.Pods;

/// <summary>Either the image's id or why it is not there yet.</summary>
internal sealed record ImageOutcome(string? ImageId, ContainerWait? Wait);
