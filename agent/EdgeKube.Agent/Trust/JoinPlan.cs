using EdgeKube.Link.Trust;

namespace EdgeKube.Agent.Trust;

/// <summary>What a device joins with.</summary>
internal sealed record JoinPlan(Uri Controller, EnrollmentToken Token, string Node);
