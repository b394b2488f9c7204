namespace EdgeKube.Agent.Report;

/// <summary>Something that happened to this node, worth an Event, with Kubernetes' reason where it has one.</summary>
/// <param name="Type">Normal or Warning.</param>
internal sealed record NodeEvent(string Type, string Reason, string Message, DateTimeOffset At);
