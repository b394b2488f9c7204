namespace EdgeKube.Agent.Pressure;

/// <summary>How much of something is left, and how much there is.</summary>
internal readonly record struct Supply(long Available, long Capacity);
