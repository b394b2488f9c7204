namespace EdgeKube.Agent.Runtime;

/// <summary>Where a profile comes from. The numbers are CRI's.</summary>
internal enum ConfinementKind
{
    RuntimeDefault = 0,
    Unconfined = 1,
    Localhost = 2,
}
