namespace EdgeKube.Agent.Systemd;

/// <summary>The system's bus cannot be used, or who was asked refused. Nothing else is affected.</summary>
internal sealed class BusException(string message) : Exception(message);
