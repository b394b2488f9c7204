namespace EdgeKube.Simulation;

/// <summary>An invariant is broken.</summary>
internal sealed class SimulationFault(string message) : Exception(message);
