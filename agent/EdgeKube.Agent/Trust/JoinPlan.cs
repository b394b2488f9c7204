using EdgeKube.Link.Trust;

namespace EdgeKube.Agent.Trust;

/// <summary>What a device joins with.</summary>
/// <param name="WantsNewKey">Even if it has one under this name.</param>
internal sealed record JoinPlan(Uri Controller, EnrollmentToken Token, string Node, bool WantsNewKey);
