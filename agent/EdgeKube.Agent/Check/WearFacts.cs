namespace EdgeKube.Agent.Check;

/// <summary>What an eMMC says of its age, as JEDEC's DEVICE_LIFE_TIME_EST and PRE_EOL_INFO.</summary>
/// <param name="LifeTime">Tenths of its life that are used up, 1 to 10; 11 beyond it. The worse of its two kinds of memory.</param>
/// <param name="PreEndOfLife">1 normal, 2 warning (80 % of the reserved blocks are used), 3 urgent; 0 unknown.</param>
internal sealed record WearFacts(string Device, int LifeTime, int PreEndOfLife);
