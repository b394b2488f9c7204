namespace EdgeKube.Agent.Systemd;

/// <summary>Whom a call goes to.</summary>
internal sealed record BusObject(string Service, string Path, string Interface);
