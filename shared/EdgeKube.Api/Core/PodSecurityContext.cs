using System.ComponentModel;

namespace EdgeKube.Api;

/// <summary>Security settings of a pod; only the empty object is implemented.</summary>
[Description("Security settings of a pod; only the empty object is implemented.")]
public sealed record PodSecurityContext;
