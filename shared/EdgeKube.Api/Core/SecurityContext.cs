using System.ComponentModel;

namespace EdgeKube.Api;

/// <summary>Security settings of a container; only the empty object is implemented.</summary>
[Description("Security settings of a container; only the empty object is implemented.")]
public sealed record SecurityContext;
