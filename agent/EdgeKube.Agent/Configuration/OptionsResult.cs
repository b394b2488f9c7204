namespace EdgeKube.Agent.Configuration;

/// <summary>Options, or every fault of the file at once.</summary>
internal sealed record OptionsResult(AgentOptions Options, IReadOnlyList<string> Faults);
