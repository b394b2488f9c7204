namespace EdgeKube.Controller.Api;

/// <summary>One condition of being well.</summary>
/// <param name="Name">As in <c>/readyz/NAME</c>.</param>
/// <param name="IsNeededToLive">False: it can mend by itself; a restart would not help.</param>
/// <param name="IsWell">Asked with every request: cheap.</param>
internal sealed record HealthCheck(string Name, bool IsNeededToLive, Func<bool> IsWell);
