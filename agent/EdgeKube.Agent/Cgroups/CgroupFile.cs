namespace EdgeKube.Agent.Cgroups;

/// <param name="Controller">v1's hierarchy it is in; empty in the unified one.</param>
internal sealed record CgroupFile(string Controller, string Name, string Value);
