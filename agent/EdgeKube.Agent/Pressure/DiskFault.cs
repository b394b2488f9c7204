namespace EdgeKube.Agent.Pressure;

/// <param name="Reason">One PascalCase word.</param>
internal sealed record DiskFault(string Reason, string Message);
